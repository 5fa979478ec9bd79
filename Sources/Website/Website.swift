import Foundation
import KinoraAccounts
import KinoraBilling
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraPreparation
import KinoraViewing
import KinoraWebhooks

/// The website: what its pages are made of. Which address leads to which page stands in `Website+Routes.swift`; the handlers lie in the folders of
/// what they are about.
package struct Website: Sendable {
    /// What grown-ups find. Handlers ask `shelves(_:)`.
    private let everything: Shelves
    let desk: any JobDesk
    let watching: Watching
    let corrector: Corrector
    /// Where owners choose pictures; nil in a house that makes none.
    let studio: PictureStudio?
    let uploads = UploadTurns()
    /// For what is chosen and not sent; who sends slowly does not keep others from that.
    let choosing = UploadTurns()
    let playing = AddressMemory()
    let accounts: Accounts
    /// Nil in a house that recommends nothing.
    let recommending: Recommending?
    /// Nil where nothing can be sold.
    let billing: Billing?
    /// Nil where this machine has no tool that makes PDF.
    let printer: (any PaperPrinter)?
    /// The path of the style sheet of what is printed.
    let paperStyle: String
    /// What the owner's programs are told; nil in a house that tells nobody.
    let webhooks: Webhooks?
    let pages: PageRenderer
    /// First pages as they were last made; nil in front of a store that tells of changes late.
    let keptHomes: KeptHomes?
    private let presses: [String: CardPress]
    let events: EventStream
    let libraries: [String]
    /// Which rows stand on the first page.
    var homePlan: HomePlanBook { everything.homePlan }
    let screenings: ScreeningBook
    let audience = ScreeningAudience()
    /// By which clock evenings are planned.
    let zone: TimeZone
    /// How full the disks are that Kinora uses.
    let disks: @Sendable () async -> [DiskSpace]
    /// In the language of the page that is being made.
    var words: Words { .current }
    var press: CardPress { presses[words(.languageTag)] ?? anyPress }
    private let anyPress: CardPress

    /// Reads templates and assets.
    /// - Parameters:
    ///   - libraries: the folders that a first visitor is told to put films into.
    /// - Throws: a `Complaint` when the website's own files are missing or unreadable.
    package init(
        shelves: Shelves, desk: any JobDesk, watching: Watching, corrector: Corrector, studio: PictureStudio? = nil, accounts: Accounts,
        recommending: Recommending? = nil, billing: Billing? = nil, printer: (any PaperPrinter)? = nil, webhooks: Webhooks? = nil,
        libraries: [String], screenings: ScreeningBook, zone: TimeZone = .gmt,
        disks: @escaping @Sendable () async -> [DiskSpace] = { [] }, folder: SiteFolder = .bundled
    ) throws {
        everything = shelves
        keptHomes = KeptHomes(shelves, time: accounts.time)
        self.desk = desk
        self.watching = watching
        self.corrector = corrector
        self.studio = studio
        self.accounts = accounts
        self.recommending = recommending
        self.billing = billing
        self.printer = printer
        paperStyle = folder.assets.appending(path: "paper.css").path(percentEncoded: false)
        self.webhooks = webhooks
        self.libraries = libraries
        self.disks = disks
        self.screenings = screenings
        self.zone = zone
        let templates = try Templates(folder)
        let presses = try Words.all.map { ($0(.languageTag), try CardPress(templates, $0)) }
        anyPress = presses[0].1
        self.presses = Dictionary(uniqueKeysWithValues: presses)
        let providers = corrector.providers
        pages = PageRenderer(
            templates: templates, assets: try Assets(folder),
            attributions: { words in providers.compactMap { Self.attribution($0, words) } }, sells: { billing?.isKnownToSell == true })
        events = EventStream(desk)
    }

    /// TMDB's terms of use, and OMDb's licence, ask for it.
    private static func attribution(_ provider: Origin, _ words: Words) -> String? {
        switch provider {
        case .tmdb: words(.attributionTMDB)
        case .omdb: words(.attributionOMDb)
        default: nil
        }
    }

    /// How errors look; for the gate.
    package var problems: any ProblemAnswer { Problems(pages: pages) }

    /// What whoever asks may find; the only way to titles.
    func shelves(_ visitor: Visitor) throws -> Shelves { try shelves(at: visitor.signedIn().ageLimit) }

    /// What a viewer of an age may find; nil for grown-ups.
    func shelves(at ageLimit: Int?) -> Shelves { everything.seen(at: ageLimit) }
}
