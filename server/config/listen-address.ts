import { refuse } from './config-refusal.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** `hôte:port`, as that variable says it. AppError `config-invalid`. */
export function readListen(name: string, text: string): ListenAddress {
  const match = /^(?<host>\[[0-9a-f:]+\]|[^:]+):(?<port>\d{1,5})$/i.exec(text);
  const port = Number(match?.groups?.port);
  if (!match || port > 65_535) refuse(name, 'attend « hôte:port », par exemple 127.0.0.1:7040.');
  return { host: (match.groups?.host ?? '').replace(/^\[|\]$/g, ''), port };
}
