/** A hall that callers wait for: how many call, how long one is served, how many serve. */
export interface Staffing {
  readonly callsPerHour: number;
  /** Talk and what follows it. */
  readonly handlingSeconds: number;
  readonly seats: number;
}

/** Share of calls served within so many seconds. */
export interface ServiceGoal {
  /** 0 to 1. */
  readonly share: number;
  readonly seconds: number;
}

/** Erlangs: seats that would always be talking. */
const load = ({ callsPerHour, handlingSeconds }: Staffing): number => (callsPerHour * handlingSeconds) / 3600;

/** Erlang B, by its recursion: share of calls that find every seat taken and do not wait. */
export function blockedShare(staffing: Staffing): number {
  const offered = load(staffing);
  let blocked = 1;
  for (let seats = 1; seats <= staffing.seats; seats += 1)
    blocked = (offered * blocked) / (seats + offered * blocked);
  return blocked;
}

/**
 * Erlang C: share of calls that wait at all; 1 when more come in than can be served.
 *
 * @internal for tests
 */
export function waitingShare(staffing: Staffing): number {
  const offered = load(staffing);
  if (offered >= staffing.seats) return 1;
  const blocked = blockedShare(staffing);
  const busy = offered / staffing.seats;
  return blocked / (1 - busy * (1 - blocked));
}

/** Share of calls served within that time; 0 when more come in than can be served. */
export function servedShare(staffing: Staffing, seconds: number): number {
  const offered = load(staffing);
  if (offered >= staffing.seats) return 0;
  const left = (staffing.seats - offered) / staffing.handlingSeconds;
  return 1 - waitingShare(staffing) * Math.exp(-left * seconds);
}

/** Share of their time that agents talk or write up. */
export const busyShare = (staffing: Staffing): number => Math.min(1, load(staffing) / staffing.seats);

/** Fewest seats that reach the goal. */
export function seatsFor(calls: Omit<Staffing, 'seats'>, goal: ServiceGoal): number {
  let seats = Math.max(1, Math.ceil(load({ ...calls, seats: 0 })));
  while (servedShare({ ...calls, seats }, goal.seconds) < goal.share) seats += 1;
  return seats;
}

/** Most whole calls an hour for which a condition holds that grows worse with every call. */
function mostCalls(holds: (callsPerHour: number) => boolean): number {
  let low = 0;
  let high = 1;
  while (holds(high)) high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Most calls an hour that so many seats carry within the goal. */
export function callsCarried(hall: Omit<Staffing, 'callsPerHour'>, goal: ServiceGoal): number {
  return mostCalls((callsPerHour) => servedShare({ ...hall, callsPerHour }, goal.seconds) >= goal.share);
}

/** Most calls an hour of which at most that share overflows at once. */
export function callsBeforeOverflow(hall: Omit<Staffing, 'callsPerHour'>, share: number): number {
  return mostCalls((callsPerHour) => blockedShare({ ...hall, callsPerHour }) <= share);
}
