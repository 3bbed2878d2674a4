const STORE = [
  ...[
    'kept-answers',
    'store-audit',
    'store-calls',
    'store-codes',
    'store-corrections',
    'store-crossing',
    'store-directory',
    'store-floor',
  ],
  ...[
    'store-insights',
    'store-leases',
    'store-people',
    'store-records',
    'store-settings',
    'store-suppression',
  ],
].map((name) => `test/contract/store/${name}.test.ts`);

/** About PostgreSQL, or about both engines beside each other: they run once, where it is. */
export const POSTGRES_ALONE: readonly string[] = [
  'test/contract/call/desk-messages.test.ts',
  'test/contract/delivery/two-servers.test.ts',
  'test/contract/next-card/eight-writers.test.ts',
  'test/property/next-card/both-engines.test.ts',
];

/**
 * Tests that run a second time, on PostgreSQL: what they assert, they assert of both engines. `temporaryStore` and `openLaidStore`
 * give them a base of their own there.
 */
export const ON_POSTGRES: readonly string[] = [
  ...STORE,
  'test/contract/access/log-in.test.ts',
  'test/contract/agenda/sign-up-race.test.ts',
  'test/property/agenda/sign-up-statement.test.ts',
  'test/contract/call/undo-call.test.ts',
  'test/contract/delivery/certificates.test.ts',
  'test/contract/delivery/outgoing.test.ts',
  'test/contract/floor/floor-steering.test.ts',
  'test/contract/floor/profiles.test.ts',
  'test/contract/library/library.test.ts',
  'test/contract/line/pledge-files.test.ts',
  'test/contract/live/job-leases.test.ts',
  'test/contract/live/one-screen.test.ts',
  'test/contract/people/conversations.test.ts',
  'test/contract/people/people-workbook.test.ts',
  'test/contract/purge/purge-campaign.test.ts',
  'test/contract/purge/purge-remains.test.ts',
  'test/contract/next-card/*.test.ts',
  'test/contract/call/record-call*.test.ts',
  ...POSTGRES_ALONE,
  'test/property/next-card/queue-looks.test.ts',
];
