export default function (data) {
  // The address of the rule's graph holds its expression; a comparison at its end is the threshold of the chart.
  const expressionOf = (url) => {
    const found = /[?&]g0\.expr=([^&]*)/.exec(url ?? "");
    return found ? decodeURIComponent(found[1].replaceAll("+", " ")) : "";
  };
  const now = Date.now();
  const rank = { critical: 0, warning: 1, info: 2 };
  return data
    .map((alert) => {
      const expression = expressionOf(alert.generatorURL);
      const compared = /^(.*?)\s*(?:>=|<=|==|!=|<|>)\s*(-?[\d.]+(?:e[+-]?\d+)?)\s*$/is.exec(expression);
      return {
        fingerprint: alert.fingerprint,
        alertname: alert.labels.alertname ?? "",
        severity: alert.labels.severity ?? "none",
        instance: alert.labels.instance ?? "",
        summary: alert.annotations.summary ?? "",
        description: alert.annotations.description ?? "",
        state: alert.status.state,
        silencedBy: alert.status.silencedBy,
        startsAt: alert.startsAt,
        ageSeconds: Math.max(0, Math.round((now - Date.parse(alert.startsAt)) / 1000)),
        labels: alert.labels,
        annotations: alert.annotations,
        expression: compared ? compared[1] : expression,
        threshold: compared ? Number(compared[2]) : null,
      };
    })
    .sort((a, b) => (rank[a.severity] ?? 3) - (rank[b.severity] ?? 3) || a.startsAt.localeCompare(b.startsAt));
}
