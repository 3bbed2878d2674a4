import { MixedDateOrders } from '../../domain/contact-file/dates/date-orders.ts';

/**
 * Does the work, and again from its start when the last rows of the file put in doubt the dates of the first: rows pass once, and
 * hardly a file needs it.
 */
export async function withDateDoubts<T>(work: (doubted: ReadonlySet<string>) => Promise<T>): Promise<T> {
  try {
    return await work(new Set());
  } catch (error) {
    if (!(error instanceof MixedDateOrders)) throw error;
    return work(new Set(error.columns));
  }
}
