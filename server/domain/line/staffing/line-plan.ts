import type { LineSettings } from '../line-settings.ts';
import {
  blockedShare,
  busyShare,
  callsBeforeOverflow,
  callsCarried,
  type ServiceGoal,
  seatsFor,
  servedShare,
} from './erlang.ts';

/** One site, full. */
interface SitePlan {
  readonly site: string;
  readonly seats: number;
  /** Calls an hour that it carries within the goal, and how busy its agents then are (0 to 1). */
  readonly callsCarried: number;
  readonly busyThen: number;
  /** Calls an hour from which one in a hundred finds every seat talking. */
  readonly callsBeforeOverflow: number;
}

/** What so many calls an hour ask of a line. */
export interface LinePlan {
  readonly callsPerHour: number;
  readonly seats: number;
  readonly busy: number;
  readonly served: number;
  readonly sites: readonly SitePlan[];
  /** By rule that overflows: the share of calls that go on at once, and the seats that these ask for. */
  readonly overflow: readonly {
    readonly rule: number;
    readonly share: number;
    readonly calls: number;
    readonly seats: number;
  }[];
}

const ONE_IN_A_HUNDRED = 0.01;

/**
 * Seats by Erlang C, overflow by Erlang B: calls that come by chance at that rate all hour long. After a film or a call to give
 * they come in a spike, and more wait.
 */
export function linePlan({ expected, sites, routes }: LineSettings, callsPerHour: number): LinePlan {
  const { talkSeconds, wrapSeconds, servedPercent, servedSeconds } = expected;
  const handlingSeconds = talkSeconds + wrapSeconds;
  const goal: ServiceGoal = { share: servedPercent / 100, seconds: servedSeconds };
  const seats = seatsFor({ callsPerHour, handlingSeconds }, goal);
  const hall = { callsPerHour, handlingSeconds, seats };
  return {
    callsPerHour,
    seats,
    busy: busyShare(hall),
    served: servedShare(hall, servedSeconds),
    sites: sites.map(({ code, seats: held }) => {
      const carried = callsCarried({ handlingSeconds, seats: held }, goal);
      return {
        site: code,
        seats: held,
        callsCarried: carried,
        busyThen: busyShare({ callsPerHour: carried, handlingSeconds, seats: held }),
        callsBeforeOverflow: callsBeforeOverflow(
          { handlingSeconds: talkSeconds, seats: held },
          ONE_IN_A_HUNDRED,
        ),
      };
    }),
    overflow: routes.flatMap(({ max }, at) => {
      if (max === undefined) return [];
      // The PBX counts calls at once: what an agent writes after one holds no place there.
      const share = blockedShare({ callsPerHour, handlingSeconds: talkSeconds, seats: max });
      const calls = Math.ceil(callsPerHour * share);
      return [
        {
          rule: at + 1,
          share,
          calls,
          seats: calls === 0 ? 0 : seatsFor({ callsPerHour: calls, handlingSeconds }, goal),
        },
      ];
    }),
  };
}
