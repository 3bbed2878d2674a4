/** A holder's word that a copy named by the purge plan is gone. */
export interface AttestationRow {
  readonly campaign: string;
  readonly copy: string;
  readonly attestedBy: string;
  readonly reference: string;
  readonly recordedAtMs: number;
  readonly recordedBy: string;
}

export interface AttestationReader {
  ofCampaign(campaign: string): Promise<readonly AttestationRow[]>;
}

export interface AttestationWriter extends AttestationReader {
  /** The first word stands: a second one changes nothing and answers false. */
  add(row: AttestationRow): Promise<boolean>;
}
