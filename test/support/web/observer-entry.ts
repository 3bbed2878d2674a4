import { ACCESS_PASSWORD, codeOf } from '../house/access-house.ts';
import type { DoorHouse } from './door-house.ts';

/** How observers come in at the web door of a house that asks for a code. */
export function observerEntry(house: () => DoorHouse) {
  /** What each person's telephone holds. */
  const secrets = new Map<string, string>();
  const type = async (login: string, more: Record<string, string> = {}, session?: string) =>
    await house().post(
      '/o/connexion',
      { identifiant: login, phrase: ACCESS_PASSWORD, code: '', ...more },
      { session },
    );
  const codeNow = (login: string) => codeOf(secrets.get(login) ?? '', house().clock.nowMs());

  /** Comes in, and enrols a code the first time: the session's token. */
  async function enter(login: string): Promise<string> {
    if (secrets.has(login)) return (await type(login, { code: codeNow(login) })).cookie ?? '';
    const session = (await type(login)).cookie ?? '';
    const shown = await house().post('/o/code', { geste: 'preparer' }, { session });
    secrets.set(login, /<code>([A-Z2-7 ]+)<\/code>/.exec(shown.text)?.[1]?.replaceAll(' ', '') ?? '');
    await house().post('/o/code', { geste: 'confirmer', code: codeNow(login) }, { session });
    return session;
  }
  return { secrets, type, codeNow, enter };
}
