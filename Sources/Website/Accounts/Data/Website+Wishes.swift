import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraDocuments
import KinoraGate
import KinoraKernel

/// What a member wishes of the house: letters, the language, what is written down of profiles.
extension Website {
    var wishRoutes: [Route] {
        [
            at(.get, .mail, for: .accountHolder, mail),
            at(.post, .mail, for: .accountHolder, setMail),
            at(.get, .language, for: .accountHolder, language),
            at(.post, .language, for: .accountHolder, setLanguage),
            at(.get, .privacy, for: .accountHolder, privacy),
            at(.post, .privacy, for: .accountHolder, setPrivacy),
            at(.post, .clearHistory, for: .accountHolder, clearHistoryOfProfile),
        ]
    }

    // MARK: - Letters

    private func mail(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try show(mailPage(try await holder(visitor).value), visitor, section: .account)
    }

    /// - Throws: `Refusal.notFound` in a house that sends no letters.
    private func mailPage(_ member: Member, news: String? = nil) throws -> FormPage {
        guard accounts.outbox.canDeliver else { throw Refusal.notFound }
        let hasChoice = Self.hearsOfWaiting(member)
        var page = FormPage(
            heading: words(.mailWishes),
            lead: member.email.map { words(.mailWishesLead, $0) } ?? words(.mailWishesNoAddress), isBare: !hasChoice,
            news: news, action: DataPlace.mail.address, fields: [], button: words(.save),
            links: [.init(label: words(.yourDetails), address: AccountPlace.details.address), toAccount])
        if hasChoice { page.checks = [.init(name: "waiting", label: words(.mailWaiting), isOn: member.letters?.waiting != false)] }
        return page
    }

    /// Whether there are letters that this member may do without.
    private static func hearsOfWaiting(_ member: Member) -> Bool { member.role.rights.contains(.manageMembers) }

    private func setMail(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let member = try await holder(visitor)
        guard accounts.outbox.canDeliver else { throw Refusal.notFound }
        guard Self.hearsOfWaiting(member.value) else { throw Refusal.badRequest }
        let wants = form["waiting"] != nil
        try await accounts.members.change(MemberID(member.id)) { $0.letters = wants ? nil : LetterWishes(waiting: false) }
        return try show(mailPage(try await holder(visitor).value, news: words(.saved)), visitor, section: .account)
    }

    // MARK: - The language

    private func language(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try show(languagePage(try await holder(visitor).value, request), visitor, section: .account)
    }

    private func languagePage(_ member: Member, _ request: Request, news: String? = nil) -> FormPage {
        let own = (Words.wanted(request.headers[.acceptLanguage]) ?? .english)(.languageTag)
        let spoken = Words.spoken.map { tag in
            FormPage.Choice.Option(value: tag, label: LanguageTag(tag).endonym, isChosen: tag == member.language)
        }
        let options =
            [FormPage.Choice.Option(value: "", label: words(.languageOfHouse, LanguageTag(own).endonym), isChosen: false)] + spoken
        return FormPage(
            heading: words(.language), lead: words(.languageLead), news: news, action: DataPlace.language.address, fields: [],
            choices: [.init(name: "language", label: words(.language), options: options)], button: words(.save),
            links: [.init(label: words(.profiles), address: ProfilePlace.all.address), toAccount])
    }

    private func setLanguage(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let member = try await holder(visitor)
        let language = form["language"]
        guard language.map({ Words.spoken.contains($0) }) ?? true else { throw Refusal.badRequest }
        try await accounts.members.change(MemberID(member.id)) { $0.language = language }
        let chosen = language.flatMap(Words.speaking) ?? Words.wanted(request.headers[.acceptLanguage]) ?? .english
        return try await Words.$current.withValue(chosen) {
            try show(languagePage(try await holder(visitor).value, request, news: words(.saved)), visitor, section: .account)
        }
    }

    // MARK: - Privacy

    private func privacy(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await showPrivacy(visitor)
    }

    private func showPrivacy(_ visitor: Visitor, news: String? = nil) async throws -> Response {
        let profiles = try await accounts.profiles.profiles(of: MemberID(try visitor.signedIn().member))
        let page = PrivacyPage(profiles, news: news, words)
        return try pages.response("account/privacy", page, title: page.heading, section: .account, for: visitor)
    }

    private func setPrivacy(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let form = try await form(request)
        let member = MemberID(try visitor.signedIn().member)
        for profile in try await accounts.profiles.profiles(of: member) {
            try await accounts.profiles.setPrivacy(
                of: ProfileID(profile.id), of: member, isHistoryOff: form[PrivacyPage.history(profile.id)] == nil,
                areRecommendationsOff: form[PrivacyPage.recommendations(profile.id)] == nil)
        }
        return try await showPrivacy(visitor, news: words(.saved))
    }

    private func clearHistoryOfProfile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        _ = try await form(request)
        let id = ProfileID(try visitor.parameters.require("profile"))
        guard let profile = try await accounts.profiles.profile(id, of: MemberID(try visitor.signedIn().member)) else {
            throw Refusal.notFound
        }
        try await accounts.belongings.deleteAll(ofProfile: ProfileID(profile.id))
        return try await showPrivacy(visitor, news: words(.historyCleared, profile.value.name))
    }
}
