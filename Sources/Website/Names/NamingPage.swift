import KinoraDocuments
import KinoraKernel
import KinoraPreparation

/// The form “What is this?” about one file.
struct NamingPage: Sendable {
    let file: String
    let library: String
    /// What Kinora takes it for at present.
    let label: String
    let reasons: [String]
    let isCorrected: Bool
    let isFilm: Bool
    let isEpisode: Bool
    let form: NamingForm
    /// What is wrong with what was sent, in sentences.
    let faults: [String]
    let save: String
    let takeBack: String
    let back: String

    init(_ naming: Corrector.Naming, _ form: NamingForm, _ faults: [NamingForm.Fault], _ words: Words) {
        let source = naming.source
        file = source.value.path.onOneLine()
        library = source.value.library.onOneLine()
        label = source.value.readsAs?.onOneLine() ?? naming.understanding.summary.onOneLine()
        reasons = words.doubts(source.value)
        isCorrected = naming.correction != nil
        isFilm = form.kind == .film
        isEpisode = form.kind == .episode
        self.form = form
        self.faults = faults.map { words(Self.phrase($0)) }
        save = Place.correctNaming(source.id).address
        takeBack = Place.takeBackNaming(source.id).address
        back = Place.preparation.address
    }

    private static func phrase(_ fault: NamingForm.Fault) -> Phrase {
        switch fault {
        case .kind: .namingNeedsKind
        case .title: .namingNeedsTitle
        case .year, .seriesYear: .namingNeedsYear
        case .series: .namingNeedsSeries
        case .season: .namingNeedsSeason
        case .episode: .namingNeedsEpisode
        case .last: .namingNeedsLast
        case .id: .namingNeedsID
        }
    }
}
