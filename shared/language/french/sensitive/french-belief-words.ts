/** « église », « messe » and « voile » tell as often of a place, an hour or a boat. */
export const FRENCH_RELIGION_WORDS = `
  religion, religions, religieux, religieuse, religieuses, musulman*, islam*, coran, mosquee*, ramadan, halal, hijab, femme voilee,
  catholique*, catho, cathos, chretien*, protestant*, evangeliste*, evangelique, evangeliques, pentecotiste*, mormon*, adventiste*,
  temoin de jehovah, temoins de jehovah, juif, juifs, juive, juives, judaisme, synagogue*, casher, kasher, kippa,
  bouddhis*, hindou*, sikh*, athee, athees, agnostique*, tres croyant, tres croyante, est croyant, est croyante, non croyant, non croyante,
  est pratiquant, est pratiquante, non pratiquant, non pratiquante, integriste*
`;

/** Politics and unions. « de gauche » is also a door, « militant » also somebody of the association. */
export const FRENCH_OPINION_WORDS = `
  vote a gauche, vote a droite, votent a gauche, votent a droite, voter a gauche, voter a droite, vote pour le rn, vote rn, vote fn,
  vote lfi, vote lr, vote ps, vote macron, vote melenchon, vote le pen, vote ecolo, extreme gauche, extreme droite, front national,
  rassemblement national, la france insoumise, le rn, lfi, macron, macroniste*, macronie, melenchon, melenchoniste*, le pen, lepeniste*,
  zemmour, bardella, frontiste*, socialiste*, communiste*, trotskiste*, anarchiste*, gauchiste*, gaucho, gauchos, facho*, fasciste*,
  royaliste*, nationaliste*, homme de gauche, femme de gauche, homme de droite, femme de droite, electeur de, electrice de,
  opinion politique, opinions politiques, vlaams belang, udc,
  syndicaliste*, syndique, syndiquee, syndiques, cgt, cfdt, fgtb, unia, encarte, encartee, gilet jaune, gilets jaunes
`;
