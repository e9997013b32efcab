import type { ReactNode } from "react";

const size = 6;
const gap = 6;
const tile = 40;

/** Which tiles are set and how strongly: a mosaic that is coming together. */
const pattern = ["000120", "012310", "123421", "013432", "002321", "000110"];
const opacity = [0.06, 0.18, 0.4, 0.7, 1];

/** The picture of the entrance: tiles that make a whole. */
export function Mosaic(): ReactNode {
  const extent = size * tile + (size - 1) * gap;
  return (
    <svg width={extent} height={extent} viewBox={`0 0 ${extent} ${extent}`} style={{ maxWidth: "100%", height: "auto" }}>
      {pattern.flatMap((row, y) =>
        [...row].map((strength, x) => (
          <rect
            key={`${x}-${y}`}
            x={x * (tile + gap)}
            y={y * (tile + gap)}
            width={tile}
            height={tile}
            rx={8}
            fill={x === 4 && y === 3 ? "var(--ant-orange-5)" : "var(--ant-color-primary)"}
            fillOpacity={opacity[Number(strength)]}
          />
        )),
      )}
    </svg>
  );
}
