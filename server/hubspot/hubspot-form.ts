import { setTimeout as wait } from 'node:timers/promises';
import { isAppError } from '../../shared/errors.ts';
import type { ContactForm, SentForm } from '../ports/people/contact-form.ts';
import { takenForm } from './hubspot-answers.ts';
import { crmRefusal } from './hubspot-refusals.ts';
import { openHubspotRequests } from './hubspot-requests.ts';
import { readServiceKey } from './service-key.ts';

/** HubSpot’s number for a contact among its kinds of objects. */
const CONTACT = '0-1';

interface FormSetting {
  /** Whole: `https://api.hsforms.com/submissions/v3/integration/secure/submit/{portal}/{form}`. */
  readonly address: string;
  readonly keyFile: string;
}

/**
 * A form of HubSpot behind the port `server/ports/people/contact-form.ts`: its authenticated submission, scope `forms`. It goes
 * by the pace, the waits and the key of the other requests; nothing is asked yet.
 */
export function openHubspotForm({ address, keyFile }: FormSetting): ContactForm {
  const key = () => readServiceKey(keyFile);
  const requests = openHubspotRequests({ url: address, version: '', key, wait });
  const submit = async ({ email, fields }: SentForm) => {
    const all = [{ name: 'email', value: email }, ...fields];
    const body = { fields: all.map((field) => ({ objectTypeId: CONTACT, ...field })) };
    try {
      await requests.ask({ path: '', body, answer: takenForm });
    } catch (error) {
      // A field that the form has not, a value that it does not admit: it says which, in words that repeat the value.
      throw isAppError(error) && error.code === 'crm-answer-odd' ? crmRefusal('crm-form-refused') : error;
    }
  };
  return { submit };
}
