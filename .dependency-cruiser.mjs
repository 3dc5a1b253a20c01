/** Rooms of the house, from the top; each may look only into those that its line names. */
const allowed = {
  contracts: [],
  bittorrent: [],
  records: ['bittorrent', 'contracts'],
  client: ['contracts', 'openapi/schema.ts'],
  lib: [],
  search: ['bittorrent', 'contracts', 'lib'],
  'db/schema': ['contracts', 'search'],
  'db/repositories': ['contracts', 'db/schema', 'lib', 'search'],
  db: ['db/schema', 'lib'],
  services: ['bittorrent', 'contracts', 'db/repositories', 'lib', 'search'],
  middleware: ['contracts', 'lib', 'services'],
  controllers: ['contracts', 'middleware', 'openapi/openapi.json', 'services'],
  openapi: ['contracts', 'controllers', 'lib', 'middleware'],
  runtime: [
    'catalogue',
    'contracts',
    'controllers',
    'db',
    'db/repositories',
    'lib',
    'middleware',
    'services',
  ],
  components: ['client', 'contracts', 'lib'],
  server: ['lib', 'middleware', 'runtime'],
  app: ['components', 'contracts', 'lib', 'middleware', 'runtime', 'services'],
  cli: ['bittorrent', 'client', 'contracts', 'lib', 'records', 'runtime', 'services', 'worker/src'],
  'worker/src': [
    'bittorrent',
    'client',
    'contracts',
    'records',
    'worker/package.json',
    'worker/sources.json',
  ],
};

/** The few doors between rooms that are open to more than one neighbour. */
const shared = {
  lib: ['contracts/messages'],
  'db/repositories': ['db/any-of', 'db/database', 'db/errors', 'db/keyset', 'db/prepared'],
  services: ['db/database', 'db/errors'],
  middleware: ['db/database', 'db/errors', 'db/timed'],
};

const inside = (room) => {
  const others = Object.keys(allowed).filter((other) => other.startsWith(`${room}/`));
  const except =
    others.length > 0 ? `(?!${others.map((o) => o.slice(room.length + 1)).join('/|')}/)` : '';
  return `^${room}/${except}`;
};

const directions = Object.entries(allowed).map(([room, others]) => ({
  name: `from-${room.replace('/', '-')}`,
  comment: `${room} may import ${[...others, ...(shared[room] ?? [])].join(', ') || 'no other room'}.`,
  severity: 'error',
  from: { path: inside(room) },
  to: {
    path: '^[^/]+/',
    pathNot: [
      '^node_modules/',
      '^\\.next/',
      inside(room),
      ...others.map((other) => (/\.\w+$/.test(other) ? `^${other}$` : inside(other))),
      ...(shared[room] ?? []).map((file) => `^${file}\\.ts$`),
    ],
    dependencyTypesNot: ['core', 'npm', 'npm-dev'],
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...directions,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contracts-know-only-zod',
      severity: 'error',
      from: { path: '^contracts/' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'formats-run-anywhere',
      comment: 'bittorrent/ runs in the Worker as well: nothing of Node, no packages.',
      severity: 'error',
      from: { path: '^bittorrent/' },
      to: { pathNot: '^bittorrent/' },
    },
    {
      name: 'sql-lives-in-db',
      severity: 'error',
      from: { pathNot: '^(?:db|tests|bench)/|^drizzle\\.config\\.ts$' },
      to: { path: 'node_modules/(?:drizzle-orm|pg|@electric-sql/pglite)/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { pathNot: '^(?:tests|bench|fuzz|scripts|worker/tests)/' },
      to: { path: '^(?:tests|bench|fuzz|worker/tests)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(?:\\.next|dist|public|worker/\\.wrangler)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
