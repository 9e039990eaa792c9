/** Bugs put in on purpose into what a take-over (接管) relies on. */
import type { StationPlant } from './machine-node.ts';
import type { PlantedBug } from './plants.ts';

/** Halls that are cut in two, platforms that die, and stations that must start again in between. */
const takenOver: PlantedBug['options'] = {
	minutes: 8,
	acts: 2,
	platforms: 2,
	pace: 4,
	everyMs: 10_000,
	faults: ['part-hall', 'part-hall', 'kill-app', 'kill-platform', 'cut-both'],
};
/** The former platform never comes back: what it alone and one station had is at that station or nowhere. */
const lost: PlantedBug['options'] = { ...takenOver, faults: ['part-hall', 'lose-platform', 'lose-platform', 'kill-app', 'cut-both'] };

const station = (bug: StationPlant) => () => ({ station: bug });

export const takeOverBugs: readonly PlantedBug[] = [
	{
		name: 'the old platform does not stand down',
		breaks: 'fence, T1',
		options: takenOver,
		plant: () => ({
			office(office) {
				office.hear = async () => false;
			},
		}),
	},
	{
		name: 'the block of a new term is that of the old one',
		breaks: 'T1, I-2',
		options: takenOver,
		plant: () => ({
			office(office) {
				const begin = office.beginTerm.bind(office);
				office.beginTerm = (term, ...rest) => begin({ ...term, block: 0 }, ...rest);
			},
		}),
	},
	{
		name: 'an offer counts as taken before it is sent',
		breaks: 'I-1, I-8',
		options: takenOver,
		plant: station({ link: (link) => ({ ...link, offer: async () => true }) }),
	},
	{
		name: 'what is to be offered is forgotten at a restart',
		breaks: 'I-1, I-8',
		// What the journal forgot the store of the page still has, and it is offered from there: only a machine that lost both can show it.
		options: { ...lost, minutes: 5, everyMs: 5_000, faults: ['part-hall', 'part-hall', 'lose-platform', 'wipe-cache', 'wipe-cache'] },
		plant: station({
			journal: (journal) => ({ ...journal, load: async () => (await journal.load()).map(({ offers: _, came: _came, ...seat }) => seat) }),
		}),
	},
	{
		name: 'a station does not say what was settled',
		breaks: 'I-9, S2',
		// Nothing is lost by it: what is missing is filled up again when the platform asks for it. That it has to ask is what the box notices.
		slow: true,
		options: { ...lost, minutes: 4, everyMs: 5_000 },
		plant: station({
			link: (link) => ({
				...link,
				start: (heard) =>
					link.start({
						...heard,
						hello: () => {
							const said = heard.hello();
							return { ...said, seats: said.seats.map(({ settled: _, ...seat }) => seat) };
						},
					}),
			}),
		}),
	},
	{
		name: 'who hands the hall over does not stand down',
		breaks: 'I-11, fence',
		options: { platforms: 2, together: true, minutes: 6, pace: 4, faults: ['kill-app', 'cut-both'], everyMs: 10_000 },
		plant: () => ({
			office(office) {
				office.standDownFor = async () => {};
			},
		}),
	},
	{
		name: 'a station goes back to a platform that was followed by another',
		breaks: 'fence, S10',
		options: takenOver,
		plant: () => ({
			office(office) {
				office.hear = async () => false;
			},
			station: { link: (link) => ({ ...link, start: (heard) => link.start({ ...heard, accepts: () => true }) }) },
		}),
	},
];
