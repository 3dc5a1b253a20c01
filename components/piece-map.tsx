const COLUMNS = 5;
const CELLS = 40;
/** Shades of a cell, of the value of its digit: a quarter of them each, the first left empty. */
const shades = [undefined, 0.16, 0.34, 0.62];

/** A picture of an info hash: a cell for each digit, always the same for the same torrent. */
export function PieceMap({ infoHash }: { infoHash: string }) {
  const cells: string[] = shades.map(() => '');
  for (const [place, digit] of [...infoHash.slice(0, CELLS)].entries()) {
    const shade = Number.parseInt(digit, 16) >> 2;
    cells[shade] += `M${4 + (place % COLUMNS) * 8} ${4 + Math.floor(place / COLUMNS) * 8}h6v6h-6z`;
  }
  return (
    <svg viewBox="0 0 46 70" width="100%" height="100%" aria-hidden="true">
      {shades.map(
        (opacity, shade) =>
          opacity && (
            <path key={opacity} d={cells[shade]} fill="currentColor" fillOpacity={opacity} />
          ),
      )}
    </svg>
  );
}
