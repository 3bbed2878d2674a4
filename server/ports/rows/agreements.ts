import type { Period } from '../../../shared/time.ts';
import type { AgreementFact } from '../../domain/indicators/agreement-facts.ts';

/** The facts that every total of agreements is counted from; calls taken back are left out. */
export interface AgreementReader {
  /** Of the records that an agreement closed, in order of end then callId. */
  ofCampaign(campaign: string): Promise<readonly AgreementFact[]>;
  /** Of an agent's calls ended in the period, in every campaign. */
  ofAgent(agent: string, period: Period): Promise<readonly AgreementFact[]>;
}
