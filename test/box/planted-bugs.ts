/** Every bug that is put in on purpose, in the order in which they are tried. */
import { bugsOfOneHall, type PlantedBug } from './plants.ts';
import { centreBugs } from './plants-centre.ts';
import { signInBugs } from './plants-sign-ins.ts';
import { takeOverBugs } from './plants-take-over.ts';

export const plantedBugs: readonly PlantedBug[] = [...bugsOfOneHall, ...takeOverBugs, ...signInBugs, ...centreBugs];
