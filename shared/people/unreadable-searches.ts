/** What is said to whoever keeps searches of a directory that no longer open; `count`: one at least. */
export function unreadableSearches(count: number): string {
  return count === 1
    ? 'Une de vos recherches gardées est abîmée et ne s’ouvre plus. Gardez-la de nouveau ; elle s’efface dans l’année.'
    : `${count} de vos recherches gardées sont abîmées et ne s’ouvrent plus. Gardez-les de nouveau ; elles s’effacent dans l’année.`;
}
