/** What one person wants changed. Personal: memory only. */
export interface SentForm {
  /** As the CRM has it now: whose form it is. */
  readonly email: string;
  readonly fields: readonly FormField[];
}

/** One property of a contact, as the source of a base of people names and writes it; '' takes the value away. */
interface FormField {
  readonly name: string;
  readonly value: string;
}

/**
 * A form of the charity’s own CRM: nothing is written there by us, a person’s request comes in as from its website.
 */
export interface ContactForm {
  /**
   * The same twice asks for the same. AppErrors `crm-key-refused`, `crm-scope-missing`, `crm-busy`, `crm-unavailable`,
   * `crm-form-refused`.
   */
  submit(form: SentForm): Promise<void>;
}
