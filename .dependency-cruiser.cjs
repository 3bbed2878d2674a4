/** Who may import whom. Each rule's comment says how to mend a breach. */
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const edges = [
  'calendar',
  'asterisk',
  'store',
  'pgp',
  'vault',
  'sftp',
  'mail',
  'manual-line',
  'excel',
  'pdf',
  'outgoing',
  'passwords',
  'campaign-folder',
  'certificates',
  'charts',
  'directory',
  'traces',
  'backup',
  'machine',
  'clock',
  'log',
  'hubspot',
  'gateways',
  'probes',
  'watch-folder',
];

/** What builds the house and opens it: above steps, routers and edges. */
const roof = 'server/(app-context|context|outside-edges|main|schedule)\\.ts|server/(config|http|web)/';

module.exports = {
  forbidden: [
    rule('no-cycles', 'Move what both need to the lower of the two rooms.', {}, { circular: true }),
    rule(
      'shared-knows-nobody',
      'shared/ holds values and contracts: move the code that needs more to server/ or tui/.',
      { path: '^shared/' },
      { path: '^(server|tui|scripts|test)/' },
    ),
    rule(
      'shared-does-no-io',
      'Take the value as a parameter; the edge reads it.',
      { path: '^shared/' },
      { dependencyTypes: ['core'], path: '^(?!node:assert|assert|node:crypto|crypto)' },
    ),
    rule(
      'domain-is-pure',
      'domain/ takes values and gives values: pass what it needs, or move the act to steps/.',
      { path: '^server/domain/' },
      { path: '^(server/(?!domain/)|tui/|scripts/)' },
    ),
    rule(
      'domain-does-no-io',
      'Read in a step, decide in domain/. Hashing (node:crypto), assert and comparing (node:util) are pure; chance comes by a port.',
      { path: '^server/domain/' },
      { dependencyTypes: ['core'], path: '^(?!node:assert|assert|node:crypto|crypto|node:util$|util$)' },
    ),
    rule(
      'steps-know-domain-and-ports',
      'A step acts through a port (server/ports/): take the edge as a parameter.',
      { path: '^server/steps/' },
      {
        path: `^(server/(${edges.join('|')}|routers|procedures)/|${roof}|tui/|scripts/)`,
      },
    ),
    rule(
      'desk-is-work-on-rows',
      'The desk’s operations run inside the base’s transaction, in its thread: rows and values alone.',
      { path: '^server/desk/' },
      { path: `^(server/(${edges.join('|')}|routers|procedures)/|${roof}|tui/|scripts/)` },
    ),
    rule(
      'desk-is-asked-by-its-port',
      'Ask Store.desk (server/ports/desk.ts): an engine runs the operation where its rows are.',
      { path: '^(server|tui|scripts)/', pathNot: '^server/(desk|store)/' },
      { path: '^server/desk/' },
    ),
    rule(
      'routers-call-steps',
      'A procedure calls one step; move the rest there.',
      { path: '^server/(routers|procedures)/' },
      {
        path: `^(server/(${edges.join('|')})/|server/(context|outside-edges|main|schedule)\\.ts|server/(config|http)/|tui/|scripts/)`,
      },
    ),
    rule(
      'web-asks-procedures',
      'A page asks a procedure, under its session: only the steps of the door itself are called from here.',
      { path: '^server/web/' },
      { path: '^server/(steps/(?!web-door/)|store/|vault/|desk/|procedures/|live/(?!link-asks))' },
    ),
    rule(
      'observer-sees-its-desk',
      'A page of the observer asks what ObserverDesk lets it ask (server/web/door/door-page.ts), never a card: R-36.',
      { path: '^server/web/observer/' },
      { path: '^server/(steps|routers|ports|http/procedure-client)' },
    ),
    rule(
      'edges-do-not-meet',
      'Join two edges in a step.',
      { path: `^server/(${edges.join('|')})/` },
      {
        path: `^(server/(${edges.join('|')}|steps|routers|procedures)/|${roof}|tui/|scripts/)`,
        pathNot: '^server/$1/',
      },
    ),
    rule(
      'only-context-builds-edges',
      'Build the edge in server/context.ts and pass it on.',
      {
        path: '^(server|tui|scripts)/',
        pathNot: `^(server/(context|outside-edges)\\.ts|server/(${edges.join('|')})/|scripts/demo/|scripts/cli/host-)`,
      },
      { path: `^server/(${edges.join('|')})/` },
    ),
    rule(
      'tui-sees-types-only',
      'Only tui/client.ts names the server, as a type.',
      { path: '^tui/' },
      { path: '^(server|scripts)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'tui-names-server-in-client',
      'Ask through tui/client.ts.',
      { path: '^tui/', pathNot: '^tui/client\\.ts$' },
      { path: '^server/' },
    ),
    rule(
      'nobody-needs-tests',
      'Move what the product needs out of test/.',
      { path: '^(shared|server|tui|scripts)/' },
      { path: '^test/' },
    ),
    rule(
      'nobody-needs-tui',
      'The workstation is a leaf: only the CLI starts it.',
      { path: '^(shared|server)/' },
      { path: '^tui/' },
    ),
    rule(
      'no-orphans',
      'Delete it, or name where it starts.',
      { orphan: true, pathNot: '(^|/)(main|build)\\.(ts|tsx|mjs)$|-worker\\.ts$|\\.d\\.ts$' },
      {},
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'] },
  },
};
