/** Sexual life and what one is in it. « maîtresse » is also a teacher. */
export const FRENCH_INTIMACY_WORDS = `
  homosexuel*, heterosexuel*, bisexuel*, transsexuel*, transgenre*, sexuel, sexuelle, sexuels, sexuelles, sexualite, gay, gays, homo, homos,
  lesbienne*, gouine*, travesti*, prostitue*, prostitution, libertin*, echangiste*
`;

/** What one says of somebody whom one has had enough of: it would leave with the copy that this person may ask for. */
export const FRENCH_INSULTS = `
  con, cons, conne, connes, connard*, connasse*, conneries, gros con, vieux con, vieille peau, vieille folle, vieille bique, vieux schnock,
  salaud*, salop*, encul*, pute, putes, putain, batard, batarde, abruti*, debile*, cretin*, imbecile*, idiot, idiote, idiots, idiotes,
  stupide*, tare, taree, tares, bouffon*, pourriture*, ordure, raclure, fdp, ta gueule, grande gueule, grosse vache, harpie, megere, emmerd*,
  merde*, chieur, chieuse, chiant, chiante, casse couille*, couilles, radin*, rapiat*, pingre*, mongol, mongolien, mongolienne, pede, pedes, tapette,
  negre, negres, negresse*, bougnoul*, youpin*, bicot*, bamboula*, chinetoque*, sale arabe, sale juif, sale noir
`;
