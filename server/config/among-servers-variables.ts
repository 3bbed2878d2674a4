/** Variables of a server beside others of its house: rows of the table in config-variables.ts. */
export const AMONG_SERVERS_VARIABLES = [
  {
    section: 'server',
    name: 'PLATEAU_SERVER_NAME',
    fallback: '',
    about: 'nom de ce serveur dans la base, un par serveur ; absent : celui de la machine',
  },
  {
    section: 'server',
    name: 'PLATEAU_SERVER_LEASE_SECONDS',
    fallback: '30',
    about:
      'secondes sans nouvelles après lesquelles un serveur est tenu pour mort par les autres, qui reprennent ce qu’il faisait (6 à 300) ; le même partout',
  },
  {
    section: 'server',
    name: 'PLATEAU_BALANCERS',
    fallback: '',
    about:
      'adresses ou réseaux des répartiteurs de charge, séparés par des virgules : eux seuls, et toujours, annoncent la vraie adresse (protocole PROXY) et lisent /ready ; absent : aucun',
  },
] as const;
