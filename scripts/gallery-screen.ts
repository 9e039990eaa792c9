/** One screen of the gallery (`npm run gallery`); the lines of `screens.jsonl` in its folder, which the end-to-end tests write. */
export interface GalleryScreen {
	file: string;
	/** Title of the test, and how many of its screens came before. */
	title: string;
	picture: string;
	problems: string[];
}
