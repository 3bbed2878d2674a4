import { AppError } from '../../shared/errors.ts';
import { askSigned, type GatewaySetting } from './signed-client.ts';

/** A gateway as people are told of it. */
export interface NamedGateway extends GatewaySetting {
  /** « La passerelle des messages courts ». */
  readonly name: string;
  /** Where the host sets it: its first variable, and those beside it. */
  readonly setIn: string;
}

const CHECK_MS = 10_000;

/** Asks the gateway whether it knows us, and no more. AppErrors `gateway-unreachable`, `gateway-denied`, those of the key. */
export async function checkGateway(gateway: NamedGateway): Promise<void> {
  const answer = await askSigned(gateway, { method: 'GET', path: '/check', withinMs: CHECK_MS });
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return;
  const { name, setIn } = gateway;
  if (answer.kind === 'answered' && (answer.status === 401 || answer.status === 403))
    throw new AppError({
      code: 'gateway-denied',
      kind: 'forbidden',
      message: `${name} refuse notre signature.`,
      hint: `Comparez notre clé (${setIn}) avec la sienne, et l’heure des deux machines.`,
    });
  throw new AppError({
    code: 'gateway-unreachable',
    kind: 'unavailable',
    message:
      answer.kind === 'answered'
        ? `${name} répond ${answer.status} à un essai.`
        : `${name} ne répond pas, ou son certificat n’est pas celui attendu.`,
    hint: `Vérifiez son adresse et son autorité (${setIn}), et le réseau.`,
  });
}
