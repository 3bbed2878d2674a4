/** Half-open classes of the EcoIndex (cnumr, from 500,000 pages of the HTTP Archive): elements, requests, kilobytes. */
const ELEMENTS = [
  0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601,
];
const REQUESTS = [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920];
const KILOBYTES = [
  0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08,
  2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26,
];

/** Where a value stands among the classes: their number below it, and how far it is in its own. */
function placeIn(bounds: readonly number[], value: number): number {
  const at = bounds.findIndex((bound) => value < bound);
  if (at < 1) return bounds.length - 1;
  const [from = 0, to = 0] = [bounds[at - 1], bounds[at]];
  return at - 1 + (value - from) / (to - from);
}

export interface PageWeight {
  readonly elements: number;
  readonly requests: number;
  readonly bytes: number;
}

/** From 0 to 100; grade A above 80. */
export function ecoIndex({ elements, requests, bytes }: PageWeight): number {
  const sum =
    3 * placeIn(ELEMENTS, elements) + 2 * placeIn(REQUESTS, requests) + placeIn(KILOBYTES, bytes / 1000);
  return 100 - (5 * sum) / 6;
}
