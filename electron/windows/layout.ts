/** Sizes of the faces and how they fit a screen. Pure; lengths in device-independent pixels. */
export type Face = 'terminal' | 'window' | 'board' | 'manager' | 'bench' | 'engine' | 'technician';
export interface Size {
	width: number;
	height: number;
}

/** What each face is drawn for (design language). */
export const drawnFor: Readonly<Record<Face, Size>> = {
	terminal: { width: 1080, height: 1920 },
	window: { width: 1920, height: 1080 },
	board: { width: 1920, height: 1080 },
	manager: { width: 1920, height: 1080 },
	bench: { width: 520, height: 960 },
	engine: { width: 320, height: 240 },
	technician: { width: 1100, height: 820 },
};

/** The content size and zoom at which a face fits into `area` whole, at most at its own size. `scale` fixes it instead. */
export function fitFace(face: Face, area: Size, scale: number | null): Size & { zoom: number } {
	const drawn = drawnFor[face];
	// Room for the frame of the window and a little of the desktop.
	const zoom = scale ?? Math.max(0.2, Math.min(1, (area.width * 0.96) / drawn.width, (area.height * 0.9) / drawn.height));
	return { width: Math.round(drawn.width * zoom), height: Math.round(drawn.height * zoom), zoom };
}

/** The zoom at which a face fills a window of this content size without losing anything of what it is drawn for. */
export function zoomFor(face: Face, content: Size): number {
	const drawn = drawnFor[face];
	return Math.max(0.2, Math.min(5, Math.min(content.width / drawn.width, content.height / drawn.height)));
}

export interface Place {
	x: number;
	y: number;
}

/**
 * Where windows of these sizes go: side by side in rows from the top left while they fit into `area`; those that do not, one a little
 * below and right of the other, so that each can be reached.
 */
export function placeWindows(sizes: readonly Size[], area: Size & Place): Place[] {
	let row = { x: 0, y: 0, height: 0 };
	let step = 0;
	return sizes.map(({ width, height }) => {
		if (row.x + width > area.width && row.x > 0) row = { x: 0, y: row.y + row.height, height: 0 };
		if (row.x + width <= area.width && row.y + height <= area.height) {
			const place = { x: area.x + row.x, y: area.y + row.y };
			row = { x: row.x + width, y: row.y, height: Math.max(row.height, height) };
			return place;
		}
		step += 1;
		return { x: area.x + 32 * step, y: area.y + 32 * step };
	});
}

/** In the middle of `area`. */
export function centred({ width, height }: Size, area: Size & Place): Place {
	return { x: area.x + Math.max(0, Math.round((area.width - width) / 2)), y: area.y + Math.max(0, Math.round((area.height - height) / 2)) };
}
