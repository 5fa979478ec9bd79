import Foundation
import HTTPTypes
import Hummingbird
import KinoraAccounts
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraPreparation
import KinoraViewing
import NIOCore

/// Evening programmes: set, shown, and watched in step.
extension Website {
    var screeningRoutes: [Route] {
        [
            at(.get, .all, programme), at(.get, .new, newScreening), at(.post, .new, setScreening), at(.get, .one, showScreening),
            at(.get, .calendar, screeningCalendar), at(.get, .state, screeningState), at(.post, .control, leadScreening),
            at(.post, .remove, removeScreening),
        ]
    }

    private func at(_ method: HTTPRequest.Method, _ pattern: ScreeningPlace.Pattern, _ handler: @escaping Route.Handler) -> Route {
        Route(method, pattern.rawValue, for: .viewer, Self.keptPrivate(handler))
    }

    private var clock: WallClock { WallClock(zone) }

    // MARK: - Who may what

    /// Whoever says what titles are, and members where the owner lets them; in no profile with an age limit.
    func maySet(_ visitor: Visitor) async throws -> Bool {
        let principal = try visitor.signedIn()
        guard principal.ageLimit == nil else { return false }
        if principal.may(.editCatalogue), !principal.lacksSecondFactor { return true }
        guard principal.may(.invite) else { return false }
        return try await accounts.rules.rules().mayMembersScreen == true
    }

    /// The host, and whoever runs the house.
    private func mayLead(_ screening: Screening, _ visitor: Visitor) throws -> Bool {
        let principal = try visitor.signedIn()
        let isOwner = principal.may(.runHouse) && principal.hasPowers && !principal.lacksSecondFactor
        return principal.ageLimit == nil && (screening.madeBy == principal.member || isOwner)
    }

    private func found(_ id: ScreeningID, _ visitor: Visitor) async throws -> ShownScreening {
        guard let stored = try await screenings.screening(id, for: visitor.signedIn().member),
            let shown = try await ShownScreening(stored, on: shelves(visitor), words)
        else { throw Refusal.notFound }
        return shown
    }

    private func found(_ visitor: Visitor) async throws -> ShownScreening {
        try await found(ScreeningID(visitor.parameters.require("screening")), visitor)
    }

    // MARK: - Pages

    private func shown(_ visitor: Visitor, on shelves: Shelves) async throws -> [ShownScreening] {
        var shown: [ShownScreening] = []
        for screening in try await screenings.programme(for: visitor.signedIn().member) {
            if let one = try await ShownScreening(screening, on: shelves, words) { shown.append(one) }
        }
        return shown
    }

    /// What the first page tells of; nil where nothing is near.
    func nearScreening(_ visitor: Visitor, on shelves: Shelves) async throws -> ScreeningLine? {
        let now = accounts.time.now
        var calledOff: ShownScreening?
        for screening in try await screenings.programme(for: visitor.signedIn().member) {
            guard screening.value.course.at.since(now) < ScreeningLine.near else { continue }
            guard let shown = try await ShownScreening(screening, on: shelves, words) else { continue }
            if shown.gone.isEmpty { return ScreeningLine(shown, at: now, clock, words) }
            calledOff = calledOff ?? shown
        }
        return calledOff.map { ScreeningLine($0, at: now, clock, words) }
    }

    private func programme(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let page = ScreeningsPage(
            try await shown(visitor, on: shelves(visitor)), maySet: try await maySet(visitor), at: accounts.time.now, clock, words)
        return try pages.response("screenings", page, title: words(.screenings), section: .none, for: visitor)
    }

    private func showScreening(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let shown = try await found(visitor)
        let now = accounts.time.now
        let guests = if let asked = shown.screening.asked { asked } else { try await screenings.guestCount(of: shown.id) }
        let page = ScreeningPage(
            shown, isHost: try mayLead(shown.screening, visitor), guests: guests,
            people: audience.count(shown.id, now), at: now, clock, words)
        return try pages.response("screening", page, title: page.heading, section: .none, for: visitor)
    }

    private func screeningCalendar(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let shown = try await found(visitor)
        let file = CalendarFile(shown)
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/calendar; charset=utf-8", .contentDisposition: "attachment; filename=\"screening.ics\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: file.text)))
    }

    // MARK: - Setting one

    private func newScreening(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard try await maySet(visitor) else { throw Refusal.notPermitted }
        return try await showForm(ScreeningForm(FormFields(request.uri.query)), visitor)
    }

    private func showForm(_ form: ScreeningForm, _ visitor: Visitor, status: HTTPResponse.Status = .ok) async throws -> Response {
        var form = form
        form.zone = zone.identifier
        if let first = try await form.firstFeature(on: shelves(visitor)) {
            form.firstTitle = try await ShownScreening.shown(first, on: shelves(visitor), words)?.title
        } else {
            form.first = ""
        }
        return try pages.response("screening-form", form, title: words(.screeningNew), section: .none, for: visitor, status: status)
    }

    private func setScreening(_ request: Request, _ visitor: Visitor) async throws -> Response {
        guard try await maySet(visitor) else { throw Refusal.notPermitted }
        var written = ScreeningForm(try await form(request))
        let (wanted, unknown) = try await written.features(on: shelves(visitor))
        written.faults = unknown.map { words(.screeningFaultFilm, $0) }
        let moment = WallTime(date: written.date, time: written.time)?.moment(in: zone)
        if moment == nil { written.faults.append(words(.screeningFaultTime)) }
        if wanted.isEmpty, unknown.isEmpty { written.faults.append(words(.screeningFaultNothing)) }
        guard let moment, written.faults.isEmpty else { return try await showForm(written, visitor, status: .badRequest) }
        let member = try visitor.signedIn().member
        var features: [Screening.Feature] = []
        for feature in wanted {
            var feature = feature
            let title = try await ShownScreening.shown(feature, on: shelves(visitor), words)?.title
            feature.title = title?.onOneLine(atMost: Screening.longestTitle)
            features.append(feature)
        }
        do {
            let screening = Screening(
                madeBy: member, about: written.about, startsAt: moment, features: features, isByInvitation: written.isByInvitation,
                asked: Set(written.addresses.compactMap { MailAddress($0) }).count)
            let id = try await screenings.set(screening, guests: asked(written, besides: member))
            return goOn(to: ScreeningPlace.one(id).address)
        } catch let refusal as ScreeningRefusal {
            written.faults = [words.refusal(refusal)]
            return try await showForm(written, visitor, status: .conflict)
        }
    }

    /// The accounts behind addresses. Whose address has none is passed over, so that nobody learns here who has one.
    private func asked(_ form: ScreeningForm, besides host: String) async throws -> Set<String> {
        guard form.isByInvitation else { return [] }
        guard form.addresses.count <= Screening.mostGuests else { throw ScreeningRefusal.guests }
        var asked: Set<String> = []
        for text in form.addresses {
            guard let address = MailAddress(text), let member = try await accounts.members.with(address) else { continue }
            asked.insert(member.id)
        }
        return asked.subtracting([host])
    }

    // MARK: - Playing in step

    private func screeningState(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let shown = try await found(visitor)
        if FormFields(request.uri.query)["watching"] != nil {
            audience.note(try visitor.signedIn().session, at: shown.id, accounts.time.now)
        }
        let people = audience.count(shown.id, accounts.time.now)
        // The clock is asked last: what came before does not make it older.
        let report = ScreeningReport(shown, people: people, at: accounts.time.now)
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try JSONEncoder().encode(report))))
    }

    private func leadScreening(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let shown = try await found(visitor)
        guard try mayLead(shown.screening, visitor) else { throw Refusal.notPermitted }
        let form = try await form(request)
        let wish: ScreeningCourse.Wish
        switch form["wish"] {
        case "begin": wish = .begin
        case "pause": wish = .pause
        case "resume": wish = .resume
        case "end": wish = .end
        case "seek":
            guard let seconds = form["position"].flatMap({ Double($0) }), seconds.isFinite, (0...1e6).contains(seconds) else {
                throw Refusal.badRequest
            }
            wish = .seek(Int64(seconds * 1000))
        default: throw Refusal.badRequest
        }
        // What does not take place is not led; it can be taken off.
        if shown.gone.isEmpty { try await screenings.follow(wish, of: shown.id) }
        return goOn(to: ScreeningPlace.one(shown.id).address)
    }

    private func removeScreening(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let id = ScreeningID(try visitor.parameters.require("screening"))
        guard let stored = try await screenings.screening(id, for: visitor.signedIn().member) else { throw Refusal.notFound }
        guard try mayLead(stored.value, visitor) else { throw Refusal.notPermitted }
        try await screenings.remove(id)
        return goOn(to: ScreeningPlace.all.address)
    }

    /// What somebody who opens a player wants to watch with others.
    enum Seating {
        /// Alone, as always.
        case alone
        case seat(ScreeningSeat)
        /// Nothing of it is played now that this player could show.
        case elsewhere(String)
    }

    func seating(_ request: Request, _ feature: WatchedFeature, _ visitor: Visitor) async throws -> Seating {
        guard let text = FormFields(request.uri.query)["screening"] else { return .alone }
        let shown = try await found(ScreeningID(text), visitor)
        let now = accounts.time.now
        guard let place = shown.state(at: now).feature else { return .elsewhere(ScreeningPlace.one(shown.id).address) }
        let playing = shown.screening.features[place]
        guard playing.id == feature.id, playing.kind == feature.kind else {
            return .elsewhere(ScreeningPlace.seat(shown.id, playing).address)
        }
        return .seat(ScreeningSeat(shown, isHost: try mayLead(shown.screening, visitor), at: now))
    }

    /// Where a screening of a feature is set, for those who may.
    func screenAddress(_ feature: Screening.Feature, _ visitor: Visitor) async throws -> String? {
        try await maySet(visitor) ? ScreeningPlace.new(feature).address : nil
    }
}
