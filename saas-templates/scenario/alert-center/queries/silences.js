export default function (data) {
  return data
    .filter((silence) => silence.status.state !== "expired")
    .map((silence) => ({
      id: silence.id,
      state: silence.status.state,
      matchers: silence.matchers.map((m) => m.name + (m.isEqual === false ? "!" : "") + (m.isRegex ? "=~" : "=") + m.value).join(", "),
      comment: silence.comment,
      createdBy: silence.createdBy,
      endsAt: silence.endsAt,
    }))
    .sort((a, b) => a.endsAt.localeCompare(b.endsAt));
}
