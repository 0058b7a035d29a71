// Folds: what stands between the newest readings, drawn together to one row each, so that three of them stay in sight.

const READINGS = 3;
const ROWS = 5; // so many stand beside the chart on a tablet

// rows, newest first -> the same as runs: { rows, folded }. Nothing is folded where everything fits, or below the newest
// three readings. Readings are never folded, nor is one row alone.
export function runs(rows) {
  const valid = rows
    .map((row, index) => [row, index])
    .filter(([{ kind, status }]) => kind === "readings" && status === "final");
  const last = valid[Math.min(READINGS, valid.length) - 1]?.[1] ?? -1;
  const made = [];
  for (const [index, row] of rows.entries()) {
    const folds = last >= ROWS && index < last && row.kind !== "readings";
    const before = made.at(-1);
    if (folds && before?.folds) {
      before.rows.push(row);
    } else {
      made.push({ rows: [row], folds });
    }
  }
  return made.map(({ rows: run, folds }) => ({ rows: run, folded: folds && run.length > 1 }));
}

// What a fold says of its rows: the times it spans, and each in words.
export function spoken(rows) {
  const [newest, oldest] = [rows[0], rows.at(-1)];
  const time = newest.time === oldest.time ? newest.time : `${oldest.time}–${newest.time}`;
  return { time, words: rows.map((row) => ({ words: row.words, struck: row.status && row.status !== "final" })) };
}
