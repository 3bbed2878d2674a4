import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BookContact, ContactBook, propertyOf } from './contact-book.ts';
import { namedIn, searchBody, searched, WALL } from './contact-search.ts';

/** How it behaves from now on. */
interface StandInMood {
  key: string;
  /** Whether the key may read contacts. */
  hasScope: boolean;
  /** Declared properties, with their values when they are a choice. */
  properties: Record<string, readonly string[]>;
  /** Searches of one second. */
  searchesPerSecond: number;
  /** What answers before anything else, so many times. */
  failing: { status: number; times: number; retryAfter?: string };
  indexDelayMs: number;
  /** Properties that the form of the charity’s website takes. */
  formFields: readonly string[];
}

export interface StandIn {
  readonly url: string;
  readonly book: ContactBook;
  readonly mood: StandInMood;
  /** `POST /crm/objects/2026-09/contacts/search 200`, in order. */
  readonly log: readonly string[];
  /** Every authorization header that came. */
  readonly keys: readonly string[];
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly retryAfter?: string;
}

interface Asked {
  readonly method: string;
  /** Under `contacts`: '', 'search', '101'… */
  readonly rest: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

const OBJECTS = /^\/crm\/(?:v3\/objects|objects\/2026-09)\/contacts(?:\/(.*))?$/;
const PROPERTIES = /^\/crm\/(?:v3\/properties|properties\/2026-09)\/contacts$/;
const FORM = /^\/submissions\/v3\/integration\/secure\/submit\/\d+\/[0-9a-f-]{36}$/;
const COMPUTED = ['hs_object_id', 'lastmodifieddate', 'createdate'];

const refused = (status: number, category: string): Answer => ({
  status,
  body: { status: 'error', message: 'refused', correlationId: '0', category },
});
const invalid = () => refused(400, 'VALIDATION_ERROR');

function shown(contact: BookContact, properties: readonly string[]) {
  const names = [...new Set([...properties, ...COMPUTED])];
  return {
    id: contact.id,
    properties: Object.fromEntries(names.map((name) => [name, propertyOf(contact, name)])),
    createdAt: new Date(contact.createdMs).toISOString(),
    updatedAt: new Date(contact.updatedMs).toISOString(),
    archived: contact.archived,
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

/**
 * A stand-in for HubSpot’s contacts, written from what its documentation says in public and from no file of its own: both families
 * of paths, limits of a page, the wall of 10,000, searches a second, an index behind its writes, archive, erasure, merge. The
 * official client reads it (test/contract/crm), so that it is not ours alone who says that it is one.
 */
export async function startHubspotStandIn(): Promise<StandIn> {
  const mood: StandInMood = {
    ...{ key: 'pat-eu1-cle-fictive', hasScope: true, searchesPerSecond: 5, indexDelayMs: 0 },
    formFields: ['email', 'mobilephone', 'salutation', 'city'],
    properties: { email: [], firstname: [], lastname: [], plateau_acces: ['oui', 'non'] },
    failing: { status: 0, times: 0 },
  };
  const book = new ContactBook({
    nowMs: () => Date.now(),
    get indexDelayMs() {
      return mood.indexDelayMs;
    },
  });
  const [log, keys]: [string[], string[]] = [[], []];
  let recent: number[] = [];

  const isKnown = (name: string) => COMPUTED.includes(name) || name in mood.properties;

  const search = (asked: unknown): Answer => {
    const now = performance.now();
    recent = recent.filter((at) => now - at < 1000);
    if (recent.length >= mood.searchesPerSecond)
      return { status: 429, retryAfter: '1', body: { status: 'error', policyName: 'SECONDLY' } };
    recent.push(now);
    const read = searchBody.safeParse(asked);
    if (!read.success || namedIn(read.data).some((name) => !isKnown(name))) return invalid();
    const { after, limit, properties = [] } = read.data;
    if (after + limit > WALL) return invalid();
    const found = searched(book.indexed(), read.data);
    const next = after + limit < found.length ? { paging: { next: { after: String(after + limit) } } } : {};
    const results = found.slice(after, after + limit).map((one) => shown(one, properties));
    return { status: 200, body: { total: found.length, results, ...next } };
  };

  const listed = (query: URLSearchParams): Answer => {
    const limit = Number(query.get('limit') ?? 10);
    if (!(limit >= 1 && limit <= 100)) return invalid();
    const after = Number(query.get('after') ?? 0);
    const properties = query.get('properties')?.split(',') ?? [];
    const all = book.all(query.get('archived') === 'true').filter(({ id }) => Number(id) > after);
    const page = all.slice(0, limit);
    const next = page.length < all.length ? { paging: { next: { after: page.at(-1)?.id } } } : {};
    return { status: 200, body: { results: page.map((one) => shown(one, properties)), ...next } };
  };

  const changed = ({ method, rest, body }: Asked): Answer | undefined => {
    const { objectId, primaryObjectId, objectIdToMerge } = (body ?? {}) as Record<string, string>;
    if (method === 'DELETE') {
      book.archive(rest);
      return { status: 204 };
    }
    if (rest === 'gdpr-delete' && objectId) {
      book.erase(objectId);
      return { status: 204 };
    }
    if (rest === 'merge' && primaryObjectId && objectIdToMerge)
      return { status: 200, body: shown(book.merge(primaryObjectId, objectIdToMerge), []) };
    return undefined;
  };

  const objects = (asked: Asked): Answer => {
    const { method, rest, query, body } = asked;
    if (method === 'POST' && rest === 'search') return search(body);
    if (method === 'GET' && rest === '') return listed(query);
    if (method === 'POST' && rest === 'batch/read') {
      const { inputs, properties } = body as { inputs: { id: string }[]; properties: string[] };
      if (inputs.length > 100) return invalid();
      const results = inputs.flatMap(({ id }) => book.get(id) ?? []).map((one) => shown(one, properties));
      const at = new Date().toISOString();
      return { status: 200, body: { status: 'COMPLETE', results, startedAt: at, completedAt: at } };
    }
    const contact = method === 'GET' ? book.get(rest) : undefined;
    if (contact) return { status: 200, body: shown(contact, query.get('properties')?.split(',') ?? []) };
    return changed(asked) ?? refused(404, 'OBJECT_NOT_FOUND');
  };

  const declared = (): Answer => {
    const results = Object.entries(mood.properties).map(([name, options]) => ({
      ...{ name, label: name, description: '', groupName: 'contactinformation' },
      ...{
        type: options.length > 0 ? 'enumeration' : 'string',
        fieldType: options.length > 0 ? 'select' : 'text',
      },
      options: options.map((value, at) => ({ value, label: value, hidden: false, displayOrder: at })),
    }));
    return { status: 200, body: { results } };
  };

  /** One form of contacts: whose it is says the e-mail; a field that the form has not refuses all of it. */
  const submitted = (asked: unknown): Answer => {
    const { fields } = asked as { fields: { objectTypeId: string; name: string; value: string }[] };
    const isKnown = (name: string) => mood.formFields.includes(name);
    if (fields.some(({ objectTypeId, name }) => objectTypeId !== '0-1' || !isKnown(name))) return invalid();
    const values = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    const contact = book.all(false).find(({ properties }) => properties.email === values.email);
    if (contact) book.set(contact.id, values);
    else book.add(values);
    return { status: 200, body: { inlineMessage: 'merci' } };
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://stand-in');
    if (mood.failing.times > 0) {
      mood.failing.times -= 1;
      const { status, retryAfter } = mood.failing;
      return { ...refused(status, 'RATE_LIMITS'), ...(retryAfter === undefined ? {} : { retryAfter }) };
    }
    if (request.headers.authorization !== `Bearer ${mood.key}`) return refused(401, 'INVALID_AUTHENTICATION');
    if (!mood.hasScope) return refused(403, 'MISSING_SCOPES');
    if (FORM.test(pathname) && request.method === 'POST') return submitted(await bodyOf(request));
    const rest = OBJECTS.exec(pathname);
    const method = request.method ?? 'GET';
    if (rest)
      return objects({ method, rest: rest[1] ?? '', query: searchParams, body: await bodyOf(request) });
    return PROPERTIES.test(pathname) && method === 'GET' ? declared() : refused(404, 'NOT_FOUND');
  };

  const server = createServer((request, reply) => {
    keys.push(request.headers.authorization ?? '');
    void answer(request).then(({ status, body, retryAfter }) => {
      log.push(`${request.method} ${request.url?.split('?')[0]} ${status}`);
      reply.writeHead(status, {
        'content-type': 'application/json',
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      });
      reply.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, book, mood, log, keys },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
