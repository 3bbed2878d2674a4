/** One start of one server, as what it holds in the base names it. */
export function holderOf({ name, epoch }: { readonly name: string; readonly epoch: number }): string {
  return `${name} ${epoch}`;
}
