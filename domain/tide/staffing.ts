/** How many windows a queue needs, by Erlang's formula: arrivals and services without pattern, first come first served. */

/** Share of people who wait at all with `servers` windows and `load` = arrivals per second × mean service; 1 where the windows cannot keep up. */
export function shareWhoWait(servers: number, load: number): number {
	if (load >= servers) return 1;
	let blocked = 1;
	for (let count = 1; count <= servers; count++) blocked = (load * blocked) / (count + load * blocked);
	return (servers * blocked) / (servers - load * (1 - blocked));
}

/** Share of people who wait longer than `waitS`. */
export function shareBeyond(servers: number, arrivalsPerS: number, meanServiceS: number, waitS: number): number {
	const load = arrivalsPerS * meanServiceS;
	if (load >= servers) return 1;
	return shareWhoWait(servers, load) * Math.exp((-(servers - load) / meanServiceS) * waitS);
}

/** The fewest windows with which at most `share` of people wait longer than `waitS`. */
export function windowsNeeded(arrivalsPerS: number, meanServiceS: number, waitS: number, share: number): number {
	let servers = Math.max(1, Math.floor(arrivalsPerS * meanServiceS));
	while (shareBeyond(servers, arrivalsPerS, meanServiceS, waitS) > share) servers++;
	return servers;
}
