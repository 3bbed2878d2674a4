import { AppError } from '../../shared/errors.ts';

export function lineUnreachable(cause?: unknown): AppError {
  return new AppError({
    code: 'line-unreachable',
    kind: 'unavailable',
    message: 'Le PBX ne répond pas, ou sa connexion n’est pas sûre.',
    hint: 'Vérifiez PLATEAU_PBX_URL, le réseau et le certificat du PBX ; les appels en cours continuent sans Plateau.',
    cause,
  });
}

export function lineDenied(): AppError {
  return new AppError({
    code: 'line-denied',
    kind: 'forbidden',
    message: 'Le PBX refuse notre utilisateur, son mot de passe ou ce que nous lui demandons.',
    hint: 'Vérifiez l’utilisateur de PLATEAU_PBX_URL, PLATEAU_PBX_SECRET_FILE et ses droits (read et write) dans manager.conf.',
  });
}
