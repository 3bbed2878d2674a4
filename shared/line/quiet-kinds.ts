/**
 * What a call was that leaves no row of its own: handed to the charity's team, and answered there or given up; sent to the
 * helpline since nobody of the team was there; a hoax; a minor's. Said of one call it would tell of its caller
 * (docs/rules/line-calls.md#what-leaves-no-row).
 *
 * @internal for tests
 */
export const QUIET_KINDS = [
  'handed-over',
  'team-answered',
  'team-abandoned',
  'helpline',
  'hoax',
  'minor',
] as const;
export type QuietKind = (typeof QUIET_KINDS)[number];

/** So many calls of a kind since the day of the line began, of those that were told by the hour. */
export interface QuietTotal {
  readonly kind: QuietKind;
  readonly calls: number;
}
