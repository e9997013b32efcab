/** Style of the table beyond antd's: it fills its cell, the head stays while the rows scroll, cells stay on one line. */
export const tableStyle = `
.tessera-table-body { flex: 1 1 auto; min-height: 0; overflow: hidden; }
.tessera-table-scroll :is(.ant-table-wrapper, .ant-spin-nested-loading, .ant-spin-container, .ant-spin, .ant-table, .ant-table-container) { height: 100%; min-height: 0; }
.tessera-table-scroll .ant-table-content { height: 100%; overflow: auto !important; }
.tessera-table-scroll .ant-table-thead > tr > th { position: sticky; top: 0; z-index: 2; }
.tessera-table-scroll .ant-table-thead > tr > th.ant-table-cell-fix { z-index: 3; }
.tessera-table .ant-table-thead th { white-space: nowrap; }
.tessera-table .tessera-cell { display: block; max-width: 360px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums; }
.tessera-table .tessera-end .tessera-cell { margin-inline-start: auto; }
.tessera-table .ant-table-cell-fix-end { border-inline-start: 1px solid var(--tessera-edge); }
.tessera-table .tessera-cell-none { opacity: 0.65; }
.tessera-table .tessera-row-actions { display: inline-flex; white-space: nowrap; }
.tessera-table .tessera-row { cursor: pointer; }
.tessera-table .tessera-row:focus-visible { outline: 2px solid var(--tessera-focus); outline-offset: -2px; }
.tessera-table .tessera-row-current > .ant-table-cell { background: var(--tessera-current) !important; }
.tessera-table .tessera-table-foot { flex: none; display: flex; align-items: center; justify-content: space-between; gap: 8px; flex-wrap: wrap; }
`;
