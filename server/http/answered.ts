import { TRPCClientError } from '@trpc/client';
import { appErrorOf } from '../../shared/rpc-link.ts';

/** The answer of a procedure asked in this process; the AppError that it refused with; a bug passes as it is. */
export async function answered<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TRPCClientError)
      throw appErrorOf({ message: error.message, data: error.data }, error);
    throw error;
  }
}
