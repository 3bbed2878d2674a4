/** One start of one server, as what it holds in the base names it. */
export function holderOf({ name, epoch }: { readonly name: string; readonly epoch: number }): string {
  return `${name} ${epoch}`;
}

/** A name has no space. */
export function nameOf(holder: string): string {
  return holder.slice(0, holder.lastIndexOf(' '));
}
