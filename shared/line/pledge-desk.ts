import type { Country } from '../country.ts';
import type { Money } from '../money.ts';
import type { FormSettings, ReadPledge, TypedPledge } from './pledge-form.ts';

/** One sentence each. */
interface SpokenSteps {
  readonly welcome: string;
  readonly rhythm: string;
  readonly identity: string;
  readonly address: string;
  readonly link: string;
  readonly thanks: string;
  /** To whom is rung back. */
  readonly callBack?: string | undefined;
}

/** What the one-minute form needs of a line: what is read, what may be chosen, where callers are passed on. Nobody is in it. */
export interface PledgeLine {
  readonly code: string;
  readonly name: string;
  readonly country: Country;
  /** Of all that is said and sent by it: a pledge bears it. Absent in the practice. */
  readonly edition?: string;
  readonly form: FormSettings;
  /** The campaign offers text messages, and the house has no sender for them now: the agent says so. */
  readonly isMessageClosed: boolean;
  /** A PBX gives its callers to telephones that it knows: a desk that says none has nobody. */
  readonly isDistributed?: true;
  /** Read at each step, and at each way out. */
  readonly script: {
    readonly steps: SpokenSteps;
    readonly exits: {
      readonly hoax: readonly string[];
      readonly handOver: string;
      readonly minor: string;
      readonly cardOffered: string;
    };
  };
  /** Who hangs up while they wait may be rung back from a seat. */
  readonly ringsBack: boolean;
  readonly helplines: readonly { readonly name: string; readonly number: string }[];
}

/** Somebody whom the charity, or its directory, knows by the caller's number; personal, in memory only, and never said first. */
export interface KnownCaller {
  readonly lastName: string;
  readonly firstName: string;
  readonly street: string;
  readonly postcode: string;
  readonly town: string;
  /** '' for none. */
  readonly email: string;
  /** A directory says so, and the charity knows nothing of them. */
  readonly isListed?: true;
}

export interface PledgeToSave {
  readonly campaign: string;
  /** Made by the workstation before the form is sent. */
  readonly callId: string;
  readonly form: TypedPledge;
  /** Of the form that was read from. */
  readonly edition?: string | undefined;
  /** The caller's, as the telephone shows it; absent when withheld. Never kept: only its blind index is. */
  readonly number?: string | undefined;
  /** What the caller said of an earlier pledge that looks like theirs; absent: it was not asked. */
  readonly earlier?: 'keep' | 'replace' | undefined;
}

/** `duplicate`: nothing was saved; ask whether both stand. Nobody is named: the caller says who they are. */
export type SavedPledge =
  | { readonly kind: 'saved'; readonly pledgeId: string; readonly needsCheck: boolean }
  | { readonly kind: 'duplicate'; readonly atMs: number; readonly amount: Money }
  | { readonly kind: 'refused'; readonly problems: Extract<ReadPledge, { problems: unknown }>['problems'] };

/** What the form asks of the server, as an agent of the line. Every call refuses with an AppError. */
export interface PledgeDesk {
  /** The form as it stands now, asked at each call; undefined while the line takes no caller. */
  line(campaign: string): Promise<PledgeLine | undefined>;
  save(pledge: PledgeToSave): Promise<SavedPledge>;
  /** Towns of that postcode, at most nine; none where nobody loaded them. */
  towns(campaign: string, postcode: string): Promise<readonly string[]>;
  /** Tells the leads of the floor. */
  help(): Promise<unknown>;
}
