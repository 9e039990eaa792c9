/** Words around a wait, in the language of the face. */
export interface WaitWords {
	/** `分钟`, `min`. */
	minutes: string;
	/** Nobody ahead: `不用等`. */
	none: string;
	/** The estimate cannot be known: `现在算不准`. */
	unknown: string;
}

/** `[45, 55]` → `45–55`; `[6, 6]` → `6`. */
export function rangeText(minutes: readonly [number, number]): string {
	return minutes[0] === minutes[1] ? String(minutes[0]) : `${minutes[0]}–${minutes[1]}`;
}

/** A wait is always a range; unknown is said, never frozen or guessed. `[0, 0]` = no wait. */
export function WaitRange({ minutes, words }: { minutes: readonly [number, number] | null; words: WaitWords }) {
	if (minutes === null) {
		return (
			<span className="wait-range" data-known="false">
				{words.unknown}
			</span>
		);
	}
	if (minutes[1] === 0) return <span className="wait-range">{words.none}</span>;
	return (
		<span className="wait-range">
			<strong>{rangeText(minutes)}</strong> {words.minutes}
		</span>
	);
}
