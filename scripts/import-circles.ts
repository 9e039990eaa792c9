/**
 * Files that import each other in a circle, types included: nobody can read one of them without the others. Tarjan's algorithm for strongly connected
 * components (SIAM J. Comput. 1, 1972). `imports`: for each file the files it names.
 */
export function circlesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
	const order = new Map<string, number>();
	const lowest = new Map<string, number>();
	const standing: string[] = [];
	const circles: string[][] = [];
	const visit = (file: string): number => {
		const place = order.size;
		order.set(file, place);
		lowest.set(file, place);
		standing.push(file);
		for (const other of imports.get(file) ?? []) {
			if (!order.has(other)) lowest.set(file, Math.min(lowest.get(file)!, visit(other)));
			else if (standing.includes(other)) lowest.set(file, Math.min(lowest.get(file)!, order.get(other)!));
		}
		if (lowest.get(file) === place) {
			const circle = standing.splice(standing.indexOf(file));
			if (circle.length > 1 || imports.get(file)?.includes(file)) circles.push(circle.sort());
		}
		return lowest.get(file)!;
	};
	for (const file of imports.keys()) if (!order.has(file)) visit(file);
	return circles;
}
