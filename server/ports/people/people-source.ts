import type { SourceContact, SourceProperty } from '../../domain/crm/source-contact.ts';

/**
 * Where it is said who may enter. Reads only. An answer that could not be read whole is none: every method throws AppError
 * `crm-key-refused`, `crm-scope-missing`, `crm-busy`, `crm-unavailable` or `crm-answer-odd`, and gives nothing in part.
 */
export interface PeopleSource {
  properties(): Promise<readonly SourceProperty[]>;
  /**
   * Everybody who may enter now, in the order of their numbers. AppError `crm-property-missing` when the property that says
   * it is gone, or a value of it: that is never « nobody ».
   */
  whoMayEnter(properties: readonly string[]): Promise<readonly SourceContact[]>;
  /** Whoever changed since that instant, whether they may enter or not. The source’s own index may be some seconds behind. */
  changedSince(sinceMs: number, properties: readonly string[]): Promise<readonly SourceContact[]>;
  /** Requests made since it was opened. */
  requests(): number;
}
