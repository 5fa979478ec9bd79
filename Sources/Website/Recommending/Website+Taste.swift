import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing

/// What is taken for the viewer's taste, and what the viewer says about that.
extension Website {
    func taste(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let recommending else { throw Refusal.notFound }
        let (principal, profile) = (try visitor.signedIn(), try visitor.viewer().profile)
        let shelves = try await shelves(visitor).settled()
        let page = try await TastePage(
            await recommending.recommender.taste(of: profile, seenBy: shelves.viewers), recommending.taste.corrections(of: profile),
            unwanted: recommending.wishes.titles(of: profile), viewer: principal.name, maySwitch: !principal.isBehindPIN, on: shelves, words
        )
        var response = try pages.response("taste", page, title: words(.taste), section: .account, for: visitor)
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// Hears one correction, and goes back.
    func correctTaste(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard let recommending else { throw Refusal.notFound }
        let profile = try visitor.viewer().profile
        let form = try await form(request)
        guard let subject = form["subject"], let name = form["name"], let wish = form["wish"], name.utf8.count <= Self.longestTasteName
        else {
            throw Refusal.badRequest
        }
        if subject == "unwanted", wish == TastePage.afterAll {
            try await recommending.wishes.say(false, name, former: shelves(visitor).names(of: name), by: profile)
            return goOn(to: Place.taste.address)
        }
        guard let subject = TasteCorrection.Subject(rawValue: subject) else { throw Refusal.badRequest }
        let correction = TasteCorrection.Wish(rawValue: wish)
        guard correction != nil || wish == TastePage.takeBack else { throw Refusal.badRequest }
        if subject == .title, let correction {
            // Only what the viewer may find; what was said before may be taken back all the same.
            let titles = try await shelves(visitor).titles(named: [name])
            guard titles.films[name] != nil || titles.series[name] != nil else { throw Refusal.notFound }
            guard correction == .forget else { throw Refusal.badRequest }
        }
        let former = subject == .title ? try await shelves(visitor).names(of: name) : []
        do {
            try await recommending.taste.say(
                correction, of: subject, name.onOneLine(atMost: Self.longestTasteName), former: former, by: profile)
        } catch let full as TasteFull {
            throw Refusal.conflict(words.said(full))
        }
        return goOn(to: Place.taste.address)
    }

    /// Turns the viewer's recommendations on or off; what was known of one that wants none is forgotten.
    func switchRecommendations(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let (principal, profile) = (try visitor.signedIn(), ProfileID(try visitor.viewer().profile))
        let form = try await form(request)
        guard let wish = form["recommendations"], ["on", "off"].contains(wish) else { throw Refusal.badRequest }
        let member = MemberID(principal.member)
        guard let known = try await accounts.profiles.profile(profile, of: member) else { throw Refusal.notFound }
        try await accounts.profiles.setPrivacy(
            of: profile, of: member, isHistoryOff: known.value.isHistoryOff == true, areRecommendationsOff: wish == "off")
        return goOn(to: Place.taste.address)
    }

    /// In bytes.
    private static let longestTasteName = 1000
}
