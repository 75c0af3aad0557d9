// Generated from ytefas/wire/contract by `make contract`. Do not edit.

export const CONTRACT_HASH = "2706b1b900e8d488";

/** What became of an action. */
export type ActionAnswer = {
  readonly ok: boolean;
  readonly result?: unknown;
  readonly error?: { readonly [key: string]: unknown };
};

/** Something to do, and whether it can be done now; what is empty is left out. */
export type ActionDescription = {
  readonly id: string;
  readonly uri: string;
  readonly enabled: boolean;
  readonly visible: boolean;
  readonly label: string;
  readonly categories?: readonly string[];
  readonly hint?: string;
  readonly icon?: string;
  readonly keys?: string;
  readonly confirm?: string;
  readonly style?: "primary" | "danger";
  readonly order?: number;
  readonly group?: string;
  readonly cursor?: string;
};

/** Whether an action is enabled and visible. */
export type ActionFlags = {
  readonly enabled: boolean;
  readonly visible: boolean;
};

export type ActionRunAnswer = ActionAnswer;

/** The arguments of run, by name or in this order. */
export type ActionRunArguments = {
  readonly options?: { readonly [key: string]: unknown } | null;
  readonly confirmed?: boolean;
};

export type ActionsFlags = { readonly [key: string]: ActionFlags };

/** Whose an archive is. */
export type ArchiveCustomer = {
  readonly code: string;
  readonly name: string;
};

/** A value that is not taken: where it stands, and why. */
export type ArchiveFault = {
  readonly part: string;
  readonly line: number;
  readonly column: string;
  readonly message: string;
};

/** Items of the catalogue that are not here: they are added. */
export type ArchiveMissing = {
  readonly label: string;
  readonly count: number;
  readonly names: readonly string[];
};

/** What an archive holds. `here`: the customer is here already, so only a copy can be made. */
export type ArchiveSummary = {
  readonly archive: string;
  readonly file: string;
  readonly size: number;
  readonly customer: ArchiveCustomer;
  readonly made_at: string;
  readonly program: string;
  readonly counts: readonly Counted[];
  readonly files: number;
  readonly here: boolean;
  readonly code_taken: boolean;
  readonly missing: readonly ArchiveMissing[];
  readonly users: ArchiveUsers;
  readonly faults: readonly ArchiveFault[];
};

/** Users found here by their address, and those who are not. */
export type ArchiveUsers = {
  readonly known: number;
  readonly unknown: number;
};

/** A file on a record; `/attachments/<id>` gives it, `?size=thumb` or `screen` a photo smaller. */
export type Attached = {
  readonly link: string;
  readonly id: string;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly taken_on: string | null;
  readonly caption: string;
  readonly caption_en: string;
  readonly in_report: boolean;
  readonly by: string;
  readonly at: string;
};

/** What is to be said of a file; what is left out stays. */
export type AttachedChanges = {
  readonly name?: string;
  readonly caption?: string | null;
  readonly caption_en?: string | null;
  readonly taken_on?: string | null;
  readonly in_report?: boolean;
};

/** The band a case is in. */
export type BandReached = {
  readonly code: string;
  readonly level: number;
  readonly word: string;
  readonly consequence: string | null;
};

/** Values side by side on one scale as long as `full`, with a line at `mark`. */
export type BarsPicture = {
  readonly kind: "bars";
  readonly title: string;
  readonly bars: readonly PictureBar[];
  readonly full: number;
  readonly mark?: number;
  readonly unit: string;
  readonly digits: number;
  readonly hint?: string;
};

/** The unsaved changes of one cursor; a new record may bring its own key as `id`. */
export type BatchChanges = {
  readonly saves?: readonly RecordChanges[];
  readonly creates?: readonly ({ readonly [key: string]: unknown })[];
  readonly deletes?: readonly (string | number)[];
};

/** What became of them: `created` in the order of `creates`. */
export type BatchSaved = {
  readonly versions: { readonly [key: string]: number };
  readonly created: readonly Created[];
  readonly deleted: readonly (string | number)[];
};

/** A figure from the side whose limbs stand as they were judged. */
export type BodyPicture = {
  readonly kind: "body";
  readonly title: string;
  readonly limbs: readonly PictureLimb[];
  readonly seated: boolean;
};

/** One of several controllers that answer equally well. */
export type Choice = {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
};

/** One value of a list. */
export type ChoiceInput = {
  readonly key: string;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
  readonly symbol: string | null;
  readonly required: boolean;
  readonly default: unknown;
  readonly section: string | null;
  readonly when: ShownWhen | null;
  readonly hint: string;
  readonly kind: "choice";
  readonly options: readonly MethodOption[];
};

/** Whether a context closed, or somebody is asked about unsaved changes first. */
export type CloseAnswer = {
  readonly closed: boolean;
  readonly pending?: boolean;
};

/** A list of codes that the method knows; `shown` says some in words. */
export type CodesInput = {
  readonly key: string;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
  readonly symbol: string | null;
  readonly required: boolean;
  readonly default: unknown;
  readonly section: string | null;
  readonly when: ShownWhen | null;
  readonly hint: string;
  readonly kind: "codes";
  readonly least: number;
  readonly most: number;
  readonly known: readonly string[];
  readonly shown: { readonly [key: string]: string } | null;
};

/** Values over named places, with a limit at `mark`. */
export type ColumnsPicture = {
  readonly kind: "columns";
  readonly title: string;
  readonly places: readonly string[];
  readonly series: readonly PictureSeries[];
  readonly unit: string;
  readonly mark?: number;
  readonly digits: number;
};

/** What somebody said about a record. */
export type Comment = {
  readonly id: string;
  readonly body: string;
  readonly by: string;
  readonly at: string;
  readonly resolved_at: string | null;
  readonly may_change: boolean;
  readonly may_remove: boolean;
};

/** Records of a source, or values for a new one. */
export type ContentWire = {
  readonly source: string;
  readonly ids?: readonly (string | number)[];
  readonly values?: { readonly [key: string]: unknown };
};

export type ContextCloseAnswer = CloseAnswer;

/** The arguments of close, by name or in this order. */
export type ContextCloseArguments = Record<string, never>;

export type ContextConfirmAnswer = null;

/** The arguments of confirm, by name or in this order. */
export type ContextConfirmArguments = {
  readonly keys: readonly (string | number)[];
};

export type ContextDraftAnswer = null;

/** The arguments of keep_draft, by name or in this order. */
export type ContextDraftArguments = {
  readonly cursor: string;
  readonly changes: { readonly [key: string]: unknown };
};

export type ContextIntentAnswer = ContextOpened;

/** The arguments of begin_intent, by name or in this order. */
export type ContextIntentArguments = {
  readonly intent: IntentWire;
  readonly wants_result?: boolean;
};

export type ContextMenuAnswer = readonly ActionDescription[];

/** The arguments of menu, by name or in this order. */
export type ContextMenuArguments = {
  readonly categories?: readonly string[] | null;
};

/** The context an intent opened, or those to choose from. */
export type ContextOpened = {
  readonly context?: string;
  readonly id?: string;
  readonly choose?: readonly Choice[];
};

export type ContextRestAnswer = null;

/** The arguments of rest, by name or in this order. */
export type ContextRestArguments = {
  readonly resting: boolean;
};

export type ContextSaveAnswer = { readonly [key: string]: BatchSaved };

/** The arguments of save, by name or in this order. */
export type ContextSaveArguments = {
  readonly changes: { readonly [key: string]: BatchChanges };
  readonly idempotency_key: string;
};

/** How many of what. */
export type Counted = {
  readonly label: string;
  readonly count: number;
};

/** A record that was made. */
export type Created = {
  readonly key: string | number;
  readonly row_version: number | null;
};

export type CursorCreateAnswer = Created;

/** The arguments of create, by name or in this order. */
export type CursorCreateArguments = {
  readonly values: { readonly [key: string]: unknown };
  readonly idempotency_key: string;
};

export type CursorCurrentAnswer = Standing;

/** The arguments of set_current, by name or in this order. */
export type CursorCurrentArguments = {
  readonly key: string | number | null;
  readonly version: number;
};

export type CursorDeleteAnswer = Deleted;

/** The arguments of delete, by name or in this order. */
export type CursorDeleteArguments = {
  readonly keys: readonly (string | number)[];
  readonly idempotency_key: string;
};

/** A cursor of a context. */
export type CursorDescription = {
  readonly uri: string;
  readonly tracks: string | null;
  readonly readonly: boolean;
  readonly source: SourceDescription;
};

export type CursorDirtyAnswer = null;

/** The arguments of set_dirty, by name or in this order. */
export type CursorDirtyArguments = {
  readonly keys: readonly (string | number)[];
};

export type CursorDiscardAnswer = null;

/** The arguments of discard, by name or in this order. */
export type CursorDiscardArguments = {
  readonly keys: readonly (string | number)[];
};

/** What changed since the event before (event); a gap in `version` means: ask for the window. */
export type CursorPatch = {
  readonly version: number;
  readonly ops: readonly (readonly ["set", string | number, { readonly [key: string]: unknown }] | readonly ["insert", number, string | number, readonly unknown[]] | readonly ["remove", string | number] | readonly ["move", string | number, number] | readonly ["total", number, "exact" | "estimated" | "at_least"] | readonly ["state", CursorState])[];
};

export type CursorQueryAnswer = null;

/** The arguments of query, by name or in this order. */
export type CursorQueryArguments = {
  readonly request: QueryRequest;
};

/** A whole window (event); a row is an array in the order of `columns`, its key first. */
export type CursorReset = {
  readonly version: number;
  readonly first: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly total: number;
  readonly exactness: "exact" | "estimated" | "at_least";
  readonly state: CursorState;
};

export type CursorSaveAnswer = Saved;

/** The arguments of save, by name or in this order. */
export type CursorSaveArguments = {
  readonly record: RecordChanges;
  readonly idempotency_key: string;
};

/** What a cursor tells beside its rows; a patch names only what changed. */
export type CursorState = {
  readonly current_id?: string | number | null;
  readonly dirty?: boolean;
  readonly loading?: boolean;
  readonly error?: { readonly [key: string]: unknown } | null;
  readonly edit?: "read" | "edit" | "new";
  readonly stale?: readonly (string | number)[];
  readonly blank?: { readonly [key: string]: unknown } | null;
  readonly params?: { readonly [key: string]: unknown };
};

export type CursorWindowAnswer = null;

/** The arguments of window, by name or in this order. */
export type CursorWindowArguments = {
  readonly request: WindowRequest;
};

/** A line, where the case stands on it (`at` x, y), and zones of the x axis. */
export type CurvePicture = {
  readonly kind: "curve";
  readonly title: string;
  readonly x: PictureRuler;
  readonly y: PictureRuler;
  readonly line: readonly (readonly number[])[];
  readonly at?: readonly number[];
  readonly zones: readonly PictureZone[];
  readonly second: readonly (readonly number[])[];
  readonly names: readonly string[];
};

/** Records that are gone. */
export type Deleted = {
  readonly deleted: readonly (string | number)[];
};

export type DeskIntentAnswer = ContextOpened;

/** The arguments of begin_intent, by name or in this order. */
export type DeskIntentArguments = {
  readonly intent: IntentWire;
};

/** A legal consequence and whether this case has it. */
export type DutyDue = {
  readonly key: string;
  readonly label: string;
  readonly law: string;
  readonly due: boolean;
};

/** What was erased. */
export type ErasureDone = {
  readonly subject: "person" | "user" | "customer";
  readonly gone: readonly Counted[];
};

/** What erasing would do. `blocked`: why it cannot be done now; `code`: what is to be typed. */
export type ErasurePreview = {
  readonly subject: "person" | "user" | "customer";
  readonly title: string;
  readonly code: string;
  readonly blocked: string;
  readonly empties: readonly string[];
  readonly gone: readonly Counted[];
  readonly kept: readonly KeptBack[];
  readonly mentions: number;
  readonly lasts: boolean;
};

/** A column of a file as the grid shows it; `width` in pixels. */
export type ExportColumn = {
  readonly name: string;
  readonly label?: string | null;
  readonly width?: number | null;
};

/** All the rows a cursor of this session stands for, as a file; or a selection, or all but some. */
export type ExportRequest = {
  readonly context: string;
  readonly cursor: string;
  readonly columns: readonly (string | ExportColumn)[];
  readonly format: "xlsx" | "csv";
  readonly name?: string | null;
  readonly selection?: readonly (string | number)[] | null;
  readonly left_out?: readonly (string | number)[] | null;
  readonly zone?: string | null;
};

/** A column of a source, as this reader sees it. */
export type FieldDescription = {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly hint: string | null;
  readonly widget: string;
  readonly unit: string | null;
  readonly order: number;
  readonly length: number | null;
  readonly decimals: number | null;
  readonly nullable: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly default: unknown;
  readonly choices: readonly (readonly [string, string])[] | null;
  readonly reference: string | null;
  readonly filters: boolean;
  readonly sorts: boolean;
  readonly words: boolean;
  readonly operators: readonly string[];
  readonly personal: string;
  readonly hidden: boolean;
  readonly within?: { readonly [key: string]: string } | null;
  readonly creates?: boolean;
  readonly section?: string | null;
  readonly width?: number;
  readonly help?: string | null;
  readonly law?: LawReference | null;
  readonly show_if?: unknown;
  readonly lock_reason?: string | null;
  readonly prints_in?: string | null;
};

/** Yes or no. */
export type FlagInput = {
  readonly key: string;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
  readonly symbol: string | null;
  readonly required: boolean;
  readonly default: unknown;
  readonly section: string | null;
  readonly when: ShownWhen | null;
  readonly hint: string;
  readonly kind: "flag";
};

/** The bands on a line and the value on it. */
export type GaugePicture = {
  readonly kind: "gauge";
  readonly title: string;
  readonly value?: number;
  readonly zones: readonly PictureZone[];
  readonly unit: string;
  readonly digits: number;
};

/** Inputs that belong together, as one object. */
export type GroupInput = {
  readonly key: string;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
  readonly symbol: string | null;
  readonly required: boolean;
  readonly default: unknown;
  readonly section: string | null;
  readonly when: ShownWhen | null;
  readonly hint: string;
  readonly kind: "group";
  readonly of: readonly (NumberInput | ChoiceInput | FlagInput | TextInput | NumbersInput | CodesInput | GroupInput | RowsInput)[];
};

/** What a row changes in what is there. */
export type ImportChange = {
  readonly label: string;
  readonly before: string;
  readonly after: string;
};

/** What somebody chooses; what is left out stays. Another sheet begins anew. */
export type ImportChoices = {
  readonly sheet?: number | null;
  readonly header?: number | null;
  readonly mapping?: { readonly [key: string]: string } | null;
  readonly constants?: { readonly [key: string]: string } | null;
  readonly clear?: boolean | null;
  readonly make?: readonly string[] | null;
  readonly skip_faulty?: boolean | null;
};

/** A column of a sheet: where it is, what it is called, what stands in it, what it is. */
export type ImportColumn = {
  readonly at: number;
  readonly letter: string;
  readonly heading: string;
  readonly samples: readonly string[];
  readonly field: string;
  readonly repeated: boolean;
};

/** One thing that is wrong in so many rows. */
export type ImportCommon = {
  readonly column: string;
  readonly rows: number;
  readonly message: string;
};

/** What a column may be; `part`: of which record, where a row holds several. */
export type ImportField = {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly part: string;
  readonly required: boolean;
  readonly choices: readonly string[] | null;
};

/** A record that stands in the way of undoing, and why. */
export type ImportKept = {
  readonly source: string;
  readonly key: string;
  readonly label: string;
  readonly title: string;
  readonly why: "changed" | "used" | "gone" | "needed";
  readonly by: string;
};

/** A sheet that was left in the middle. */
export type ImportLeft = {
  readonly id: string;
  readonly file_name: string;
};

/** Something that would be made because rows speak of it. */
export type ImportMade = {
  readonly table: string;
  readonly label: string;
  readonly name: string;
  readonly code: string;
  readonly where: string;
  readonly rows: number;
};

/** What could be made along, and how many cells speak of it. */
export type ImportMakeable = {
  readonly table: string;
  readonly label: string;
  readonly rows: number;
};

/** A required column that the sheet has not. */
export type ImportMissing = {
  readonly name: string;
  readonly label: string;
};

/** One row as it came, by its number in the spreadsheet. */
export type ImportRow = {
  readonly number: number;
  readonly state: "new" | "update" | "same" | "error" | "skip";
  readonly cells: readonly string[];
  readonly edited: readonly number[];
  readonly troubles: readonly ImportTrouble[];
  readonly changes: readonly ImportChange[];
};

/** Some rows of all those that were asked for. */
export type ImportRows = {
  readonly total: number;
  readonly rows: readonly ImportRow[];
};

/** A sheet of a file. */
export type ImportSheet = {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: number;
};

/** What may be imported for a customer; a file is sent to `/imports/<customer>/<target>`. */
export type ImportStart = {
  readonly customer: string;
  readonly customer_name: string;
  readonly target: string;
  readonly targets: readonly ImportTarget[];
  readonly left: ImportLeft | null;
  readonly most_bytes: number;
  readonly most_rows: number;
};

/** What would come of a sheet; `ready`: it may be applied as it is. */
export type ImportSummary = {
  readonly rows: number;
  readonly new: number;
  readonly update: number;
  readonly same: number;
  readonly errors: number;
  readonly made: readonly ImportMade[];
  readonly missing: readonly ImportMissing[];
  readonly makeable: readonly ImportMakeable[];
  readonly commonest: readonly ImportCommon[];
  readonly ready: boolean;
};

/** Something a sheet may be imported as. */
export type ImportTarget = {
  readonly name: string;
  readonly label: string;
};

/** What is wrong with a cell (`at` -1: with the row); `offers` may have been meant instead. */
export type ImportTrouble = {
  readonly at: number;
  readonly column: string;
  readonly message: string;
  readonly offers: readonly string[];
  readonly makes: string;
};

/** How many records were put back, and which stand in the way. */
export type ImportUndone = {
  readonly undone: number;
  readonly kept_rows: number;
  readonly kept: readonly ImportKept[];
};

/** A file, and what is chosen about it; `header` is the row of the headings, from 1. */
export type ImportUpload = {
  readonly id: string;
  readonly customer: string;
  readonly target: string;
  readonly target_label: string;
  readonly file_name: string;
  readonly notes: readonly string[];
  readonly sheets: readonly ImportSheet[];
  readonly sheet: number;
  readonly header: number;
  readonly rows: number;
  readonly columns: readonly ImportColumn[];
  readonly fields: readonly ImportField[];
  readonly constants: { readonly [key: string]: string };
  readonly clear: boolean;
  readonly make: readonly string[];
  readonly skip_faulty: boolean;
  readonly missing: readonly ImportMissing[];
};

export type ImportsApplyAnswer = string;

/** The arguments of apply, by name or in this order. */
export type ImportsApplyArguments = {
  readonly upload: string;
  readonly idempotency_key?: string | null;
};

export type ImportsArrangeAnswer = ImportUpload;

/** The arguments of arrange, by name or in this order. */
export type ImportsArrangeArguments = {
  readonly upload: string;
  readonly choices: ImportChoices;
};

export type ImportsCheckAnswer = ImportSummary;

/** The arguments of check, by name or in this order. */
export type ImportsCheckArguments = {
  readonly upload: string;
};

export type ImportsCorrectAnswer = ImportSummary;

/** The arguments of correct, by name or in this order. */
export type ImportsCorrectArguments = {
  readonly upload: string;
  readonly row: number;
  readonly column: number;
  readonly text: string;
};

export type ImportsForgetAnswer = null;

/** The arguments of forget, by name or in this order. */
export type ImportsForgetArguments = {
  readonly upload: string;
};

export type ImportsLookAnswer = ImportUpload;

/** The arguments of look, by name or in this order. */
export type ImportsLookArguments = {
  readonly upload: string;
};

export type ImportsOpenAnswer = ImportStart;

/** The arguments of open, by name or in this order. */
export type ImportsOpenArguments = {
  readonly customer: string;
  readonly target: string;
};

export type ImportsRowsAnswer = ImportRows;

/** The arguments of rows, by name or in this order. */
export type ImportsRowsArguments = {
  readonly upload: string;
  readonly offset?: number;
  readonly limit?: number;
  readonly only?: string;
};

export type ImportsUndoAnswer = ImportUndone;

/** The arguments of undo, by name or in this order. */
export type ImportsUndoArguments = {
  readonly batch: string;
  readonly idempotency_key: string;
  readonly rest?: boolean;
};

/** What is asked: also what stands in the address of a view. */
export type IntentWire = {
  readonly operation: string;
  readonly content?: ContentWire | null;
  readonly controller?: string | null;
  readonly categories?: readonly string[];
  readonly options?: { readonly [key: string]: unknown };
};

/** Work in the background; `dismissed`: it is not listed any more. */
export type Job = {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly state: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly done: number;
  readonly total: number | null;
  readonly note: string;
  readonly created_at: string;
  readonly ended_at: string | null;
  readonly file: JobFile | null;
  readonly error: JobError | null;
  readonly opens: IntentWire | null;
  readonly dismissed: boolean;
};

export type JobChanged = Job;

/** Why a job failed (or, while it waits, why its last attempt did), in the reader's language. */
export type JobError = {
  readonly code: string;
  readonly message: string;
};

/** What a job made; fetched from `url` with the login cookie, by its owner. */
export type JobFile = {
  readonly name: string;
  readonly url: string;
  readonly size: number;
};

export type JobsAllAnswer = readonly Job[];

/** The arguments of all, by name or in this order. */
export type JobsAllArguments = Record<string, never>;

export type JobsCancelAnswer = Job;

/** The arguments of cancel, by name or in this order. */
export type JobsCancelArguments = {
  readonly id: string;
};

export type JobsDismissAnswer = Job;

/** The arguments of dismiss, by name or in this order. */
export type JobsDismissArguments = {
  readonly id: string;
};

export type JobsExportAnswer = Job;

/** The arguments of export, by name or in this order. */
export type JobsExportArguments = {
  readonly request: ExportRequest;
  readonly idempotency_key?: string | null;
};

export type JobsRetryAnswer = Job;

/** The arguments of retry, by name or in this order. */
export type JobsRetryArguments = {
  readonly id: string;
};

export type JobsSheetAnswer = Job;

/** The arguments of sheet, by name or in this order. */
export type JobsSheetArguments = {
  readonly request: SheetRequest;
  readonly idempotency_key?: string | null;
};

/** What stays, and why; `count` 0: it has no number. */
export type KeptBack = {
  readonly label: string;
  readonly count: number;
  readonly why: string;
};

/** Where a duty stands, and what it says in a sentence. */
export type LawReference = {
  readonly ref: string;
  readonly text: string;
};

/** One value and how it came about, with the numbers put in; `total`: a result. */
export type LineStep = {
  readonly kind: "line";
  readonly symbol: string;
  readonly label: string;
  readonly how: string;
  readonly value: unknown;
  readonly digits?: number;
  readonly unit: string;
  readonly total: boolean;
};

export type MakingCarryOutAnswer = MakingDone;

/** The arguments of carry_out, by name or in this order. */
export type MakingCarryOutArguments = {
  readonly request: MakingRequest;
  readonly choices: MakingChoices;
  readonly mark: string;
  readonly idempotency_key: string;
};

/** What is left out, called otherwise, and made although one is there. */
export type MakingChoices = {
  readonly leave?: readonly string[];
  readonly names?: { readonly [key: string]: string };
  readonly codes?: { readonly [key: string]: string };
  readonly anew?: { readonly [key: string]: boolean };
};

/** How many records of a kind were made. */
export type MakingCount = {
  readonly kind: string;
  readonly label: string;
  readonly n: number;
};

/** What was made; `source` and `record` say where to go on, `batch` undoes it. */
export type MakingDone = {
  readonly batch: string;
  readonly there: number;
  readonly made: readonly MakingCount[];
  readonly source: string;
  readonly record: string;
};

export type MakingLayAnswer = MakingPlan;

/** The arguments of lay, by name or in this order. */
export type MakingLayArguments = {
  readonly request: MakingRequest;
};

/** A link that would be made between records. */
export type MakingLink = {
  readonly key: string;
  readonly kind: string;
  readonly label: string;
  readonly needs: readonly string[];
  readonly one_of: readonly string[];
  readonly there: boolean;
  readonly denied: boolean;
};

/** Everything that would be made; `left`: how much cannot follow, by reason. */
export type MakingPlan = {
  readonly customer: string;
  readonly customer_name: string;
  readonly title: string;
  readonly mark: string;
  readonly rows: readonly MakingRow[];
  readonly links: readonly MakingLink[];
  readonly left: { readonly [key: string]: number };
};

export type MakingPresetsAnswer = PresetsFor;

/** The arguments of presets, by name or in this order. */
export type MakingPresetsArguments = {
  readonly customer: string;
};

/** A preset for a customer (without a site one is made), or a record to copy and where to. */
export type MakingRequest = {
  readonly customer: string;
  readonly preset?: string;
  readonly site?: string | null;
  readonly site_name?: string | null;
  readonly source?: string;
  readonly record?: string;
  readonly department?: string | null;
  readonly files?: boolean;
};

/** A record that would be made; `there`: what the one is called that is there already. */
export type MakingRow = {
  readonly key: string;
  readonly inside: string | null;
  readonly kind: string;
  readonly label: string;
  readonly plural: string;
  readonly icon: string;
  readonly name: string;
  readonly code: string | null;
  readonly needs: readonly string[];
  readonly one_of: readonly string[];
  readonly there: string | null;
  readonly again: boolean;
  readonly anew: boolean;
  readonly denied: boolean;
};

/** What there is to say about a definition, and what can be drawn of it. */
export type MatrixChecked = {
  readonly flaws: readonly MatrixFlaw[];
  readonly doubts: readonly MatrixFlaw[];
  readonly slices: readonly MatrixSlice[];
};

/** What is wrong or doubtful in a definition; `path` as in `axes[0].steps[2].value`. */
export type MatrixFlaw = {
  readonly path: string;
  readonly sentence: string;
};

/** Two axes and where the case stands: `at` x, y; cells by y, then by x. */
export type MatrixPicture = {
  readonly kind: "matrix";
  readonly title: string;
  readonly x: PictureAxis;
  readonly y: PictureAxis;
  readonly cells: readonly (readonly PictureCell[])[];
  readonly at?: readonly number[];
};

/** The first two axes, rows by the first; `at`: where the third one stands, if there is one. */
export type MatrixSlice = {
  readonly at: number | null;
  readonly cells: readonly (readonly SketchedCell[])[];
};

/** A matrix to begin with. */
export type MatrixTemplate = {
  readonly id: string;
  readonly name: string;
  readonly definition: { readonly [key: string]: unknown };
};

/** The matrices that one of the studio's own may begin with. */
export type MatrixTemplates = {
  readonly templates: readonly MatrixTemplate[];
};

/** A class of a method; `upto`: its upper edge, None for the last. */
export type MethodBand = {
  readonly code: string;
  readonly level: number;
  readonly word: string;
  readonly upto: number | null;
  readonly consequence: string | null;
};

/** All of a method: its form, results, bands, duties, sources, doubts and examples. */
export type MethodDescribed = {
  readonly id: string;
  readonly version: number;
  readonly versions: readonly number[];
  readonly family: string;
  readonly family_name: string;
  readonly name: string;
  readonly about: string;
  readonly edition: string;
  readonly part: boolean;
  readonly inputs: readonly (NumberInput | ChoiceInput | FlagInput | TextInput | NumbersInput | CodesInput | GroupInput | RowsInput)[];
  readonly usual: readonly string[];
  readonly results: readonly MethodShown[];
  readonly scales: readonly MethodScale[];
  readonly duties: readonly MethodDuty[];
  readonly sources: readonly MethodSource[];
  readonly doubts: readonly string[];
  readonly examples: readonly MethodExample[];
};

/** A legal consequence that a case may have. */
export type MethodDuty = {
  readonly key: string;
  readonly label: string;
  readonly law: string;
};

/** A worked case: what is given, and what comes out. */
export type MethodExample = {
  readonly name: string | null;
  readonly inputs: { readonly [key: string]: unknown };
  readonly expected: { readonly [key: string]: unknown };
  readonly source: string;
};

/** Methods that belong together. */
export type MethodFamily = {
  readonly id: string;
  readonly name: string;
  readonly methods: readonly MethodListed[];
};

/** What is wrong with an input; `path` as in `tasks[2].duration_h`, empty: with the case. */
export type MethodFault = {
  readonly path: string;
  readonly code: string;
  readonly sentence: string;
};

/** One input changed alone, and the better band that it leads to. */
export type MethodHint = {
  readonly path: string;
  readonly label: string;
  readonly symbol: string | null;
  readonly unit: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly digits: number | null;
  readonly level: number;
  readonly word: string;
  readonly score: number | null;
  readonly sentence: string;
};

/** What must change for a better band, the smallest change first. */
export type MethodHints = {
  readonly hints: readonly MethodHint[];
};

/** Every method there is, its newest version. */
export type MethodList = {
  readonly families: readonly MethodFamily[];
};

/** A method to choose; `part`: an aid to others; `rates`: it has bands. */
export type MethodListed = {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly about: string;
  readonly edition: string;
  readonly part: boolean;
  readonly rates: boolean;
};

/** One of the values to choose from; `also`: its label in the other language. */
export type MethodOption = {
  readonly value: string | number | number | boolean;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
};

/** A result, or (`error`) the reasons for none; of a table without steps and pictures. */
export type MethodResult = {
  readonly error: string | null;
  readonly faults: readonly MethodFault[];
  readonly instead: string | null;
  readonly values: { readonly [key: string]: unknown };
  readonly score: number | null;
  readonly band: BandReached | null;
  readonly duties: readonly DutyDue[];
  readonly notices: readonly string[];
  readonly steps: readonly (LineStep | TableStep | RuleStep)[];
  readonly pictures: readonly (GaugePicture | BarsPicture | MatrixPicture | SharesPicture | CurvePicture | BodyPicture | ColumnsPicture | TicksPicture)[];
};

/** One result for each scenario or row, in the order asked. */
export type MethodResults = {
  readonly results: readonly MethodResult[];
};

/** The bands of one value; `closed`: whether an edge is the lower or the upper band's. */
export type MethodScale = {
  readonly measure: string;
  readonly label: string;
  readonly unit: string;
  readonly digits: number;
  readonly closed: "upper" | "lower";
  readonly bands: readonly MethodBand[];
};

/** A value of the result; `main`: the one figure. */
export type MethodShown = {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly digits?: number;
  readonly main: boolean;
};

/** Where formulas come from, and how sure we are of them; `memory`: check your edition. */
export type MethodSource = {
  readonly title: string;
  readonly tag: "verified" | "recomputed" | "memory" | "practice";
  readonly what: string | null;
};

export type MethodsChanged = string;

export type MethodsCheckAnswer = MatrixChecked;

/** The arguments of check, by name or in this order. */
export type MethodsCheckArguments = {
  readonly definition: { readonly [key: string]: unknown };
};

export type MethodsDescribeAnswer = MethodDescribed;

/** The arguments of describe, by name or in this order. */
export type MethodsDescribeArguments = {
  readonly method: string;
  readonly version?: number | null;
};

export type MethodsEvaluateAnswer = MethodResults;

/** The arguments of evaluate, by name or in this order. */
export type MethodsEvaluateArguments = {
  readonly method: string;
  readonly version: number | null;
  readonly scenarios: readonly ({ readonly [key: string]: unknown })[];
};

export type MethodsListAnswer = MethodList;

/** The arguments of list, by name or in this order. */
export type MethodsListArguments = Record<string, never>;

export type MethodsRowsAnswer = MethodResults;

/** The arguments of rows, by name or in this order. */
export type MethodsRowsArguments = {
  readonly method: string;
  readonly version: number | null;
  readonly rows: readonly ({ readonly [key: string]: unknown })[];
};

export type MethodsSensitivityAnswer = MethodHints;

/** The arguments of sensitivity, by name or in this order. */
export type MethodsSensitivityArguments = {
  readonly method: string;
  readonly version: number | null;
  readonly inputs: { readonly [key: string]: unknown };
  readonly level?: number | null;
};

export type MethodsTemplatesAnswer = MatrixTemplates;

/** The arguments of templates, by name or in this order. */
export type MethodsTemplatesArguments = Record<string, never>;

/** A number with its unit and bounds; `above`, `under`: the bound itself is not allowed. */
export type NumberInput = {
  readonly key: string;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
  readonly symbol: string | null;
  readonly required: boolean;
  readonly default: unknown;
  readonly section: string | null;
  readonly when: ShownWhen | null;
  readonly hint: string;
  readonly kind: "number";
  readonly unit: string;
  readonly unit_by: UnitBy | null;
  readonly low: number;
  readonly high: number;
  readonly above: boolean;
  readonly under: boolean;
  readonly integer: boolean;
  readonly digits: number | null;
  readonly step: number | null;
};

/** A list of numbers; `names` say what each place means, where places have meanings. */
export type NumbersInput = {
  readonly key: string;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
  readonly symbol: string | null;
  readonly required: boolean;
  readonly default: unknown;
  readonly section: string | null;
  readonly when: ShownWhen | null;
  readonly hint: string;
  readonly kind: "numbers";
  readonly least: number;
  readonly most: number;
  readonly each: NumberInput;
  readonly names: readonly string[];
};

export type OpenRequest = {
  readonly all: boolean;
  readonly except?: readonly (string | number)[];
};

/** The client asks for the server's side of one of its nodes. */
export type PairingRequest = {
  readonly role: string;
  readonly context?: { readonly [key: string]: string };
};

export type PairingRequestAnswer = number;

/** The arguments of pairing_request, by name or in this order. */
export type PairingRequestArguments = {
  readonly info: PairingRequest;
};

export type PapersArrangeAnswer = RecordPapers;

/** The arguments of arrange, by name or in this order. */
export type PapersArrangeArguments = {
  readonly source: string;
  readonly key: string;
  readonly links: readonly string[];
};

export type PapersAttachAnswer = RecordPapers;

/** The arguments of attach, by name or in this order. */
export type PapersAttachArguments = {
  readonly source: string;
  readonly key: string;
  readonly attachment: string;
};

export type PapersChanged = string;

export type PapersDescribeAnswer = RecordPapers;

/** The arguments of describe, by name or in this order. */
export type PapersDescribeArguments = {
  readonly link: string;
  readonly changes: AttachedChanges;
};

export type PapersDetachAnswer = RecordPapers;

/** The arguments of detach, by name or in this order. */
export type PapersDetachArguments = {
  readonly link: string;
};

export type PapersLeaveAnswer = null;

/** The arguments of leave, by name or in this order. */
export type PapersLeaveArguments = {
  readonly source: string;
  readonly key: string;
};

export type PapersOfAnswer = RecordPapers;

/** The arguments of of, by name or in this order. */
export type PapersOfArguments = {
  readonly source: string;
  readonly key: string;
};

export type PapersResolveAnswer = RecordPapers;

/** The arguments of resolve, by name or in this order. */
export type PapersResolveArguments = {
  readonly comment: string;
  readonly done: boolean;
};

export type PapersRewordAnswer = RecordPapers;

/** The arguments of reword, by name or in this order. */
export type PapersRewordArguments = {
  readonly comment: string;
  readonly body?: string | null;
};

export type PapersSayAnswer = RecordPapers;

/** The arguments of say, by name or in this order. */
export type PapersSayArguments = {
  readonly source: string;
  readonly key: string;
  readonly body: string;
};

export type PapersTagAnswer = RecordPapers;

/** The arguments of tag, by name or in this order. */
export type PapersTagArguments = {
  readonly source: string;
  readonly key: string;
  readonly tags: readonly string[];
};

export type PapersTagsAnswer = readonly Tag[];

/** The arguments of tags, by name or in this order. */
export type PapersTagsArguments = Record<string, never>;

/** Where one side of a pairing lives, and its name there. */
export type PeerAddress = {
  readonly uri: string;
  readonly role: string;
};

/** The server's half of a context, for which the client makes a view (call to the client). */
export type PeerOffer = {
  readonly id: number;
  readonly role: string;
  readonly controller: string;
  readonly uri: string;
  readonly label: string;
  readonly icon: string;
  readonly modal: boolean;
  readonly intent: IntentWire;
  readonly view: ViewDescription;
  readonly cursors: { readonly [key: string]: CursorDescription };
  readonly actions: readonly ActionDescription[];
  readonly context: { readonly [key: string]: string };
  readonly drafts: { readonly [key: string]: unknown };
  readonly drafts_kept_at: string | null;
};

export type PeerReadyAnswer = null;

/** The arguments of peer_ready, by name or in this order. */
export type PeerReadyArguments = {
  readonly pairing: number;
  readonly uri: string;
  readonly role: string;
  readonly known?: readonly number[] | null;
};

/** Both sides are there (call to the client's half). */
export type PeerStart = {
  readonly id: number;
  readonly locations: { readonly [key: string]: PeerAddress };
};

/** One side has gone (call to the client's half). */
export type PeerStop = {
  readonly id: number;
};

export type PeerStoppedAnswer = null;

/** The arguments of peer_stop, by name or in this order. */
export type PeerStoppedArguments = {
  readonly pairing: number;
};

/** A person's decision about unsaved changes; `changes` by cursor, for `save`. */
export type PendingAnswer = {
  readonly choice: "save" | "discard" | "stay";
  readonly changes?: { readonly [key: string]: { readonly [key: string]: unknown } };
  readonly idempotency_key?: string;
};

/** Somebody else who is here, at one of his places; `who` is his colour. */
export type PersonHere = {
  readonly session: string;
  readonly user_id: string;
  readonly name: string;
  readonly initials: string;
  readonly who: 1 | 2 | 3 | 4;
  readonly source: string | null;
  readonly key: string | number | null;
  readonly customer_id: string | null;
  readonly editing: boolean;
  readonly field: string | null;
  readonly since: string;
};

/** An axis of named steps, from low to high. */
export type PictureAxis = {
  readonly key: string;
  readonly label: string;
  readonly values: readonly number[];
  readonly names: readonly string[];
};

/** One bar; `worst`: the one to mend first. */
export type PictureBar = {
  readonly key: string;
  readonly label: string;
  readonly value?: number;
  readonly level?: number;
  readonly worst: boolean;
};

/** One cell of a matrix. */
export type PictureCell = {
  readonly score: number;
  readonly level: number;
};

/** A part of the body: its score among those possible, the angle at which it is drawn. */
export type PictureLimb = {
  readonly part: "neck" | "trunk" | "upper_arm" | "lower_arm" | "wrist" | "legs";
  readonly label: string;
  readonly score: number;
  readonly most: number;
  readonly level: number;
  readonly angle: number;
};

/** An axis of numbers. */
export type PictureRuler = {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
};

/** One row of columns. */
export type PictureSeries = {
  readonly name: string;
  readonly values: readonly (number | null)[];
};

/** One part of a whole, 0-1; `value` is what is written beside it. */
export type PictureShare = {
  readonly label: string;
  readonly share: number;
  readonly value?: number;
};

/** One criterion: met, not met, or (left out) not known. */
export type PictureTick = {
  readonly label: string;
  readonly met?: boolean;
  readonly law: string;
};

/** A stretch of an axis that means a level. */
export type PictureZone = {
  readonly begin: number;
  readonly end: number;
  readonly level: number;
  readonly word: string;
};

/** What a session looks at: a record of a source (or a list), and what it is typing into. */
export type Place = {
  readonly view: string;
  readonly source?: string | null;
  readonly key?: string | number | null;
  readonly editing?: boolean;
  readonly field?: string | null;
};

export type PrefsAllAnswer = { readonly [key: string]: unknown };

/** The arguments of all, by name or in this order. */
export type PrefsAllArguments = Record<string, never>;

export type PrefsChanged = string;

export type PrefsPutAnswer = null;

/** The arguments of put, by name or in this order. */
export type PrefsPutArguments = {
  readonly name: string;
  readonly value?: unknown;
};

export type PresenceChanged = readonly PersonHere[];

export type PresenceHereAnswer = null;

/** The arguments of here, by name or in this order. */
export type PresenceHereArguments = {
  readonly places: readonly Place[];
};

/** A preset; `suits`: one of the customer's activities is of its sector. */
export type PresetOffer = {
  readonly id: string;
  readonly code: string;
  readonly icon: string;
  readonly name: string;
  readonly description: string;
  readonly ateco: readonly string[];
  readonly suits: boolean;
};

/** A site at which a preset may be applied. */
export type PresetSite = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
};

/** The presets for a customer, and where they may be applied. */
export type PresetsFor = {
  readonly customer: string;
  readonly customer_name: string;
  readonly presets: readonly PresetOffer[];
  readonly sites: readonly PresetSite[];
  readonly may_make_site: boolean;
};

export type PrivacyBringAnswer = string;

/** The arguments of bring, by name or in this order. */
export type PrivacyBringArguments = {
  readonly archive: string;
  readonly as_copy?: boolean;
  readonly idempotency_key?: string | null;
};

export type PrivacyEraseAnswer = ErasureDone;

/** The arguments of erase, by name or in this order. */
export type PrivacyEraseArguments = {
  readonly subject: string;
  readonly id: string;
  readonly typed?: string;
};

export type PrivacyForgetAnswer = null;

/** The arguments of forget, by name or in this order. */
export type PrivacyForgetArguments = {
  readonly archive: string;
};

export type PrivacyLookAnswer = ArchiveSummary;

/** The arguments of look, by name or in this order. */
export type PrivacyLookArguments = {
  readonly archive: string;
};

export type PrivacyPreviewAnswer = ErasurePreview;

/** The arguments of preview, by name or in this order. */
export type PrivacyPreviewArguments = {
  readonly subject: string;
  readonly id: string;
};

/** What rows to show; `filter` is {"and": […]}, {"or": […]}, {"not": …}, [column, op, value]. */
export type QueryRequest = {
  readonly filter?: unknown;
  readonly words?: string;
  readonly sort?: readonly (readonly [string, "asc" | "desc"])[];
  readonly group?: readonly string[];
  readonly open?: OpenRequest;
  readonly tree?: boolean;
  readonly columns?: readonly string[];
};

/** Changes to a record, made looking at one version of it. */
export type RecordChanges = {
  readonly key: string | number;
  readonly row_version: number;
  readonly changes: { readonly [key: string]: unknown };
};

/** All that hangs on a record; `may_add`: this reader may change it. */
export type RecordPapers = {
  readonly source: string;
  readonly key: string | number;
  readonly customer_id: string;
  readonly may_add: boolean;
  readonly attachments: readonly Attached[];
  readonly comments: readonly Comment[];
  readonly tags: readonly Tag[];
};

/** What a client kept of its session. */
export type Resume = {
  readonly id: string;
  readonly token: string;
};

/** What this reader may do on at least one customer; the server asks again at every write. */
export type Rights = {
  readonly create: boolean;
  readonly write: boolean;
  readonly delete: boolean;
};

/** A table: several objects of the same inputs. */
export type RowsInput = {
  readonly key: string;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
  readonly symbol: string | null;
  readonly required: boolean;
  readonly default: unknown;
  readonly section: string | null;
  readonly when: ShownWhen | null;
  readonly hint: string;
  readonly kind: "rows";
  readonly least: number;
  readonly most: number;
  readonly of: readonly (NumberInput | ChoiceInput | FlagInput | TextInput | NumbersInput | CodesInput | GroupInput | RowsInput)[];
};

/** A rule that fired, with its source. */
export type RuleStep = {
  readonly kind: "rule";
  readonly said: string;
  readonly law: string;
};

/** The version a record has now. */
export type Saved = {
  readonly row_version: number | null;
};

/** A list as somebody arranged it; `default`: this reader's list opens so. */
export type SavedView = {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly shared: boolean;
  readonly default: boolean;
  readonly default_for_all: boolean;
  readonly locked: boolean;
  readonly mine: boolean;
  readonly may_change: boolean;
  readonly owner: string;
  readonly state: unknown;
  readonly row_version: number;
};

/** Everything found in time; `late` names the sources that did not answer. */
export type SearchAnswer = {
  readonly groups: readonly SearchGroup[];
  readonly late: readonly string[];
};

export type SearchChoicesAnswer = readonly SearchHit[];

/** The arguments of choices, by name or in this order. */
export type SearchChoicesArguments = {
  readonly source: string;
  readonly words?: string;
  readonly limit?: number;
  readonly within?: { readonly [key: string]: unknown } | null;
};

export type SearchFindAnswer = SearchAnswer;

/** The arguments of find, by name or in this order. */
export type SearchFindArguments = {
  readonly words: string;
  readonly limit?: number;
};

/** What was found in one source, best first; `more`: there are others. */
export type SearchGroup = {
  readonly source: string;
  readonly label: string;
  readonly icon: string;
  readonly hits: readonly SearchHit[];
  readonly more: boolean;
};

/** A record that was found; `archived`: it is not worked on any more. */
export type SearchHit = {
  readonly source: string;
  readonly key: string;
  readonly title: string;
  readonly subtitle: string;
  readonly customer_id: string | null;
  readonly customer_code: string | null;
  readonly customer_name: string | null;
  readonly archived: boolean;
};

export type SearchTitlesAnswer = readonly (SearchHit | null)[];

/** The arguments of titles, by name or in this order. */
export type SearchTitlesArguments = {
  readonly records: readonly TitleWanted[];
};

export type ServicePingAnswer = string;

/** The arguments of ping, by name or in this order. */
export type ServicePingArguments = Record<string, never>;

/** The session is active, or has ended (event at the server's half). */
export type SessionInfo = {
  readonly id: string;
  readonly status: "started" | "active" | "stopped";
  readonly base: string;
  readonly opened?: boolean;
  readonly kept?: boolean;
  readonly error?: { readonly [key: string]: unknown };
};

export type SessionStartAnswer = SessionStarted;

/** The arguments of start_session, by name or in this order. */
export type SessionStartArguments = {
  readonly resume?: Resume | null;
};

/** The answer to start_session: where the session lives. */
export type SessionStarted = {
  readonly id: string;
  readonly base: string;
  readonly location: "client";
  readonly token: string;
  readonly status: "started" | "active";
  readonly resumed: boolean;
  readonly rebuilt: boolean;
  readonly user: { readonly [key: string]: unknown };
};

export type SessionStopAnswer = null;

/** The arguments of session_stop, by name or in this order. */
export type SessionStopArguments = Record<string, never>;

/** Who contributes how much to the whole. */
export type SharesPicture = {
  readonly kind: "shares";
  readonly title: string;
  readonly parts: readonly PictureShare[];
  readonly unit: string;
  readonly digits: number;
};

/** The sheet of a stored calculation, or of a case that is only tried: method, inputs, after. */
export type SheetRequest = {
  readonly calculation?: string | number | null;
  readonly method?: string | null;
  readonly version?: number | null;
  readonly inputs?: { readonly [key: string]: unknown } | null;
  readonly after?: { readonly [key: string]: unknown } | null;
  readonly title?: string | null;
  readonly zone?: string | null;
};

/** An input is asked for while another one has one of these values. */
export type ShownWhen = {
  readonly key: string;
  readonly values: readonly (string | number | number | boolean)[];
};

/** A cell as far as it can be said: without a score, or in no band. */
export type SketchedCell = {
  readonly score: number | null;
  readonly level: number | null;
};

/** A source, as this reader sees it. */
export type SourceDescription = {
  readonly name: string;
  readonly key: string;
  readonly label: string;
  readonly plural: string;
  readonly names_by: string;
  readonly sort: readonly (readonly [string, "asc" | "desc"])[];
  readonly words: boolean;
  readonly can: Rights;
  readonly icon?: string;
  readonly archivable?: boolean;
  readonly papers?: boolean;
  readonly tree?: string | null;
  readonly columns: readonly string[];
  readonly fields: readonly FieldDescription[];
};

/** Where a cursor stands after `set_current`. */
export type Standing = {
  readonly current_id: string | number | null;
  readonly version: number;
  readonly moved: boolean;
  readonly pending?: boolean;
};

/** Steps that repeat, or a table of the norm; `marked`: row and column that were read. */
export type TableStep = {
  readonly kind: "table";
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly digits: readonly (number | null)[];
  readonly marked?: readonly number[];
};

/** A word of the studio for sorting records. */
export type Tag = {
  readonly id: string;
  readonly name: string;
  readonly colour: "grey" | "red" | "amber" | "green" | "teal" | "blue" | "violet" | "pink";
};

/** A name, for the reader. */
export type TextInput = {
  readonly key: string;
  readonly label: string;
  readonly also: string;
  readonly help: string | null;
  readonly symbol: string | null;
  readonly required: boolean;
  readonly default: unknown;
  readonly section: string | null;
  readonly when: ShownWhen | null;
  readonly hint: string;
  readonly kind: "text";
};

/** Criteria or duties, one by one. */
export type TicksPicture = {
  readonly kind: "ticks";
  readonly title: string;
  readonly ticks: readonly PictureTick[];
};

/** A record whose title is asked for. */
export type TitleWanted = {
  readonly source: string;
  readonly key: string | number;
};

/** Which unit a number has, by the value of another input (written as text). */
export type UnitBy = {
  readonly key: string;
  readonly units: { readonly [key: string]: string };
};

export type ViewChoose = readonly Choice[];

/** A screen: its type and its parts; unknown kinds are shown read-only, never refused. */
export type ViewDescription = {
  readonly type: string;
  readonly title: string;
  readonly parts: readonly ({ readonly [key: string]: unknown })[];
  readonly options: { readonly [key: string]: unknown };
};

/** What came of an action: something went wrong, or what it did (call to the view). */
export type ViewNotice = {
  readonly level: "error" | "info";
  readonly action: string;
  readonly code: string;
  readonly fields?: { readonly [key: string]: unknown };
  readonly incident?: string;
  readonly message?: string;
};

/** What came out of a context that this view started; null: cancelled (call to the view). */
export type ViewResult = {
  readonly context: string;
  readonly content: ContentWire | null;
};

/** A saved view to make, or (with `id` and `row_version`) to change; what is left out stays. */
export type ViewToKeep = {
  readonly source: string;
  readonly id?: string | null;
  readonly row_version?: number;
  readonly name?: string;
  readonly shared?: boolean;
  readonly default?: boolean;
  readonly default_for_all?: boolean;
  readonly locked?: boolean;
  readonly state?: unknown;
};

export type ViewsChanged = string;

export type ViewsKeepAnswer = SavedView;

/** The arguments of keep, by name or in this order. */
export type ViewsKeepArguments = {
  readonly view: ViewToKeep;
};

export type ViewsListAnswer = readonly SavedView[];

/** The arguments of list, by name or in this order. */
export type ViewsListArguments = {
  readonly source: string;
};

export type ViewsRemoveAnswer = null;

/** The arguments of remove, by name or in this order. */
export type ViewsRemoveArguments = {
  readonly id: string;
  readonly row_version: number;
};

/** Which part of them. */
export type WindowRequest = {
  readonly first?: number;
  readonly size?: number;
};

/** The keyword arguments of every ERROR of ours (`ytefas.error.<code>`). */
export type WireErrorBody = {
  readonly code: string;
  readonly fields: { readonly [key: string]: unknown };
  readonly retry: boolean;
  readonly message: string;
};
