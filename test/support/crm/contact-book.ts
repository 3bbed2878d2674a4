/** What our stand-in for HubSpot keeps of a contact. */
export interface BookContact {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly archived: boolean;
}

interface Entry {
  /** Each state with the instant from which the search index knows it; the last one is now. */
  readonly states: readonly { readonly visibleMs: number; readonly contact: BookContact | undefined }[];
}

export interface BookSetting {
  readonly nowMs: () => number;
  /** How far the search index is behind the writes. */
  readonly indexDelayMs: number;
}

/** Contacts with HubSpot’s own manners: numbers that grow, an index that lags, contacts archived, erased and merged. */
export class ContactBook {
  readonly #entries = new Map<string, Entry>();
  readonly #setting: BookSetting;
  #next = 101;

  constructor(setting: BookSetting) {
    this.#setting = setting;
  }

  add(properties: Readonly<Record<string, string>>): string {
    const id = String(this.#next);
    this.#next += 1;
    const at = this.#setting.nowMs();
    this.#write(id, { id, properties, createdMs: at, updatedMs: at, archived: false });
    return id;
  }

  set(id: string, properties: Readonly<Record<string, string>>): void {
    const before = this.#must(id);
    const updatedMs = this.#setting.nowMs();
    this.#write(id, { ...before, updatedMs, properties: { ...before.properties, ...properties } });
  }

  /** `lastmodifieddate` says nothing of it: the date stands as it was. */
  archive(id: string): void {
    this.#write(id, { ...this.#must(id), archived: true });
  }

  /** As a request of erasure leaves it: nothing. */
  erase(id: string): void {
    this.#write(id, undefined);
  }

  /** The first survives, under its own number; the second is no more. */
  merge(primary: string, other: string): BookContact {
    const { properties } = this.#must(other);
    this.#write(other, undefined);
    const before = this.#must(primary);
    this.set(primary, { ...present(properties), ...present(before.properties) });
    return this.#must(primary);
  }

  get(id: string): BookContact | undefined {
    return this.#entries.get(id)?.states.at(-1)?.contact;
  }

  /** As they are, in the order of their numbers. */
  all(archived: boolean): readonly BookContact[] {
    return [...this.#entries.keys()].flatMap((id) => {
      const contact = this.get(id);
      return contact?.archived === archived ? [contact] : [];
    });
  }

  /** As the search index knows them now; archived ones are not in it. */
  indexed(): readonly BookContact[] {
    const now = this.#setting.nowMs();
    return [...this.#entries.values()].flatMap(({ states }) => {
      const contact = states.findLast(({ visibleMs }) => visibleMs <= now)?.contact;
      return contact && !contact.archived ? [contact] : [];
    });
  }

  #must(id: string): BookContact {
    const contact = this.get(id);
    if (!contact) throw new Error(`no contact ${id}`);
    return contact;
  }

  #write(id: string, contact: BookContact | undefined): void {
    const visibleMs = this.#setting.nowMs() + this.#setting.indexDelayMs;
    const states = [...(this.#entries.get(id)?.states ?? []), { visibleMs, contact }];
    this.#entries.set(id, { states });
  }
}

function present(properties: BookContact['properties']): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).filter((one): one is [string, string] => !!one[1]));
}

/** What HubSpot computes of each contact. */
export function propertyOf(contact: BookContact, name: string): string | null {
  if (name === 'hs_object_id') return contact.id;
  if (name === 'lastmodifieddate') return new Date(contact.updatedMs).toISOString();
  if (name === 'createdate') return new Date(contact.createdMs).toISOString();
  return contact.properties[name] ?? null;
}
