import { pickableDispositions } from '../../shared/dispositions.ts';
import { progressOf } from '../../shared/script-progress.ts';
import { type Call, scopeOf } from '../state/call/call.ts';
import { toAcknowledge } from '../state/keyboard-messages.ts';
import type { WorkstationState } from '../state/workstation-state.ts';
import { FRENCH } from '../words/french.ts';
import { PAGES } from '../words/french-pages.ts';
import { hotCode } from './disposition-keys.ts';

/** Why an action cannot be done now, in one French line; undefined when it can. */
export type WhyNot = (state: WorkstationState) => string | undefined;

function openCallOf(state: WorkstationState): Call | undefined {
  return state.stage.at === 'call' ? state.stage.call : undefined;
}

export const noPauseOnCard: WhyNot = (state) => {
  if (state.stage.at === 'call') return FRENCH.refusals.pauseOnCard;
  return state.stage.at === 'saving' ? FRENCH.refusals.pauseUnsent : undefined;
};

export const noQuitWhileSaving: WhyNot = (state) =>
  state.stage.at === 'saving' && !state.stage.unsent ? FRENCH.refusals.quitSaving : undefined;

export const atFirstStep: WhyNot = (state) =>
  (openCallOf(state)?.path.length ?? 0) < 2 ? FRENCH.refusals.firstStep : undefined;

export const onlyOneNumber: WhyNot = (state) =>
  (openCallOf(state)?.card.donor.phones.length ?? 0) < 2 ? FRENCH.refusals.oneNumber : undefined;

export const nothingToForget: WhyNot = (state) =>
  openCallOf(state)?.wanted === undefined ? FRENCH.refusals.nothingToCancel : undefined;

/** What was read back is what was agreed: after the donor's « oui », the amount changes only by going back. */
export const alreadyReadBack: WhyNot = (state) => {
  const call = openCallOf(state);
  return call && progressOf(call.script, call.path).readBackYes ? FRENCH.refusals.alreadyReadBack : undefined;
};

export function notInThisCampaign(code: string): WhyNot {
  return (state) => {
    const call = openCallOf(state);
    if (!call) return undefined;
    const wanted = hotCode(code, call.card.campaign.kind);
    const pickable = pickableDispositions(scopeOf(call)).some((row) => row.code === wanted);
    return pickable ? undefined : FRENCH.refusals.notInCampaign;
  };
}

export const nothingToAcknowledge: WhyNot = ({ overlay }) =>
  overlay?.kind === 'messages' && toAcknowledge(overlay).length > 0 ? undefined : PAGES.messages.nothing;

export const explicitKeyOnly: WhyNot = () => FRENCH.refusals.explicitKey;

/** The practice has cards of its own: a real one is closed first. */
export const noPracticeNow: WhyNot = (state) => {
  if (state.practice) return undefined;
  if (state.stage.at === 'saving') return FRENCH.refusals.pauseUnsent;
  return state.stage.at === 'call' ? FRENCH.refusals.practiceOnCard : undefined;
};

/** Nothing of the practice reaches the server. */
export const notInPractice: WhyNot = ({ practice }) => (practice ? FRENCH.refusals.notInPractice : undefined);

export const nothingToUndo: WhyNot = (state) =>
  notInPractice(state) ?? (state.lastSaved ? undefined : PAGES.undo.nothing);
