import KinoraAccounts
import KinoraKernel

/// What a television shows that wants to be let in: one thing at a time, readable from the sofa.
struct TelevisionPage: Sendable {
    /// A code that waits for somebody.
    struct Waiting: Sendable {
        /// Where the member goes.
        var address: String
        var code: String
        /// The same address with the code in it, for a camera.
        var picture: SecondFactorPage.Picture?
        var left: String
        /// Seconds until the code is over, and until the page is fetched again.
        var secondsLeft: Int
        var refresh: Int
        var state = TelevisionPlace.state.address
    }

    /// The one thing to press.
    struct Step: Sendable {
        var action: String
        var label: String
        /// Whether the page presses it itself where scripts run.
        var isAutomatic: Bool
    }

    var heading: String
    var lead: String?
    var waiting: Waiting?
    var step: Step?
    var signIn: FormPage.Link

    private init(_ heading: Phrase, lead: Phrase?, step: Step?, _ words: Words) {
        self.heading = words(heading)
        self.lead = lead.map { words($0) }
        self.step = step
        signIn = FormPage.Link(label: words(.televisionOtherWay), address: AccountPlace.login(next: nil).address)
    }

    static func begin(_ words: Words) -> TelevisionPage {
        TelevisionPage(.televisionSignIn, lead: .televisionBegin, step: show(.televisionShowCode, isAutomatic: true, words), words)
    }

    static func over(_ words: Words) -> TelevisionPage {
        TelevisionPage(.televisionOver, lead: .televisionOverLead, step: show(.televisionAnotherCode, isAutomatic: false, words), words)
    }

    static func refused(_ words: Words) -> TelevisionPage {
        TelevisionPage(.televisionRefused, lead: nil, step: show(.televisionAnotherCode, isAutomatic: false, words), words)
    }

    static func approved(_ words: Words) -> TelevisionPage {
        TelevisionPage(
            .televisionApproved, lead: nil,
            step: Step(action: TelevisionPlace.enter.address, label: words(.goOn), isAutomatic: true), words)
    }

    /// - Parameters:
    ///   - origin: the house's own, from its settings.
    ///   - seconds: until the television asks again.
    static func waiting(
        _ request: TelevisionRequest, _ code: TelevisionCode, at origin: String, seconds: Int, now: Moment, _ words: Words
    ) -> TelevisionPage {
        var page = TelevisionPage(.televisionSignIn, lead: .televisionLead, step: nil, words)
        let square = QRCode(Array((origin + TelevisionPlace.connect(code: code).address).utf8))
        let left = max(0, Int(request.expiresAt.since(now).inSeconds.rounded(.up)))
        let address = origin + TelevisionPlace.connect(code: nil).address
        page.waiting = Waiting(
            address: address.hasPrefix("https://") ? String(address.dropFirst("https://".count)) : address, code: code.text,
            picture: square.map { .init(box: "0 0 \($0.whole) \($0.whole)", side: $0.whole, path: $0.path) },
            left: words(.televisionLeft, "\(left / 60):" + (left % 60 < 10 ? "0" : "") + "\(left % 60)"), secondsLeft: left,
            refresh: seconds)
        return page
    }

    private static func show(_ label: Phrase, isAutomatic: Bool, _ words: Words) -> Step {
        Step(action: TelevisionPlace.television.address, label: words(label), isAutomatic: isAutomatic)
    }
}
