import KinoraCatalogue
import KinoraPreparation

/// The form in which an owner writes what a title is about.
struct EditPage: Sendable {
    let heading: String
    let back: String
    let save: String
    /// Where everything is made automatic again; nil where nothing is the owner's.
    let automatic: String?
    /// Where it is said what it costs; nil for those who have no part in it.
    var selling: String?
    /// Where its pictures are chosen; nil in a house that makes none.
    var pictures: String?
    /// Where it is said that it is another title; nil for an episode.
    var merging: String?
    let faults: [String]
    let fields: [Field]

    struct Field: Sendable {
        let name: String
        let label: String
        let value: String
        let hint: String?
        /// Where the present value comes from.
        let origin: String?
        let limit: Int
        let isLong: Bool
        let isFaulty: Bool
    }

    init(_ subject: Subject, _ told: Corrector.Told, _ form: TitleForm, faults: [TitleField], back: Place, _ words: Words) {
        let title = told.description.shownTitle(words)
        heading = words(.editThis, title)
        self.back = back.address
        save = Place.edit(subject).address
        automatic = told.owner.isEmpty ? nil : Place.makeAutomatic(subject).address
        self.faults = faults.map { words(.editFault, words($0.label)) }
        fields = TitleField.allCases.map { field in
            let origin = told.description.origin[field.rawValue]
            return Field(
                name: field.rawValue, label: words(field.label), value: form.texts[field] ?? "", hint: field.hint.map { words($0) },
                origin: origin.map { words(.editFrom, words(Self.phrase($0))) }, limit: field.longest, isLong: field.isLong,
                isFaulty: faults.contains(field))
        }
    }

    static func phrase(_ origin: Origin) -> Phrase {
        switch origin {
        case .owner: .originOwner
        case .nfo: .originNFO
        case .file, .sidecar: .originFile
        case .tags: .originTags
        case .tmdb: .originTMDB
        case .omdb: .originOMDb
        case .frame: .originFrame
        case .name: .originName
        }
    }
}
