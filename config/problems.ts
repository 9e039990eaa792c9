/** One thing wrong in a hall's files, for a person to put right. */
export interface Problem {
	/** Path of the file, as it was opened. */
	file: string;
	/** Line in that file, from 1. */
	line: number;
	/** Which field, what is wrong with its value, and what to do. */
	what: string;
}

/** Steps from the top of a file to a value: keys and positions. */
export type YamlPath = readonly (string | number)[];

/** Collects every problem of a load, so that a hall is put right in one go and not one start at a time. */
export class ProblemList {
	readonly all: Problem[] = [];

	add(problem: Problem): void {
		if (!this.all.some((known) => known.file === problem.file && known.line === problem.line && known.what === problem.what)) {
			this.all.push(problem);
		}
	}

	get none(): boolean {
		return this.all.length === 0;
	}
}
