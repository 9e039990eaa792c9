/**
 * The numbers by which requests and entries are compared. Chosen on the development phrases (test/guide/development.json, part tune) and on
 * the catalogue's own sentences, each left out in turn; never on the held phrases (test/guide/guide-eval.json).
 */
export const weights = {
	/** Of a single character, of a Latin word or number, of two and of three neighbours, of a whole official word. */
	character: 0.5,
	token: 1.2,
	pair: 1,
	three: 0.4,
	wholeWord: 1,
	/** How often a feature must stand in an entry to count nearly in full, and how much long entries are held back for. */
	often: 1.6,
	length: 0.4,
	/** Share of the nearest single sentence, beside all words of the entry. */
	bySentence: 0.35,
	byEntry: 0.8,
	/** Features that no entry has count as if this many had them: a story around the request does not hide it. */
	unknownAs: 5,
	/** A best possible sum of words is this part of the sum of all weights. */
	fullMark: 1.32,
	/** A clause that tells what is done already or not wanted. */
	past: 0.3,
	/** Below 1, an entry that meets every clause somewhat stands before one that meets a single clause wholly. */
	evenness: 0.6,
	/** Two characters that only sound like two of the entry. */
	pairSound: 0.7,
	/** What was put right by sound, read from letters, or said in English. */
	heard: 0.8,
	joined: 0.95,
	spelled: 0.9,
	english: 0.9,
	englishName: 0.6,
	/** Themes when several things are asked for at once. */
	together: 1.2,
	/** Said exactly as the catalogue or the hall wrote it down. */
	exact: 1.3,
	/** Topics that belong elsewhere must fit better than what is done here. */
	topic: 0.95,
	/** The same, when it is about what people come to a hall for. */
	topicBesideService: 0.75,
	/** Danger comes before any errand. */
	urgent: 1,
	/** Danger is spoken of beside an errand when it fits at least this part as well. */
	urgentBeside: 0.1,
	/** A theme that holds the best item stands before it, when it fits nearly as well: it is the same errand and more of it is settled at once. */
	themeFirst: 0.9,
	/** Fits worse than this are no fits. */
	leastScore: 0.1,
	/** A match this much weaker than the best is not worth a row. */
	leastBesideBest: 0.45,
};
