import Foundation
import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraDocuments
import KinoraGate
import KinoraKernel
import KinoraViewing
import NIOCore

/// Letting somebody play, for as long as they may.
extension Website {
    /// What a decision came to.
    enum Admission {
        case admitted(WatchGrant)
        case refused(WatchDenial)
    }

    func watcher(_ visitor: Visitor) async throws -> Watcher {
        let (principal, profile) = try visitor.viewer()
        return Watcher(
            member: principal.member, role: principal.role, profile: profile, ageLimit: principal.ageLimit, session: principal.session,
            device: try await watching.desk.device(session: principal.session))
    }

    /// - Parameter begins: see `WatchPermission.decide`.
    func admit(_ watcher: Watcher, to feature: WatchedFeature, _ subject: StreamSubject, begins: Bool, _ visitor: Visitor) async throws
        -> Admission
    {
        switch try await watching.permission.decide(feature.id, feature.listing, for: watcher, begins: begins) {
        case .refused(let denial): return .refused(denial)
        case .allowed(let stream):
            return .admitted(try watching.desk.grant(stream, of: subject, to: watcher, isSecure: visitor.sessionCookie.isSecure))
        }
    }

    /// The feature that an address names, as far as the viewer may know of it.
    func feature(_ visitor: Visitor) async throws -> WatchedFeature {
        let id = try visitor.parameters.require("feature")
        switch visitor.parameters.get("kind", as: FeatureKind.self) {
        case .film: return WatchedFeature(try await shelves(visitor).film(FilmID(id)).orNotFound())
        case .episode: return WatchedFeature(try await shelves(visitor).episode(EpisodeID(id)).orNotFound())
        case .extra: return WatchedFeature(try await shelves(visitor).extra(ExtraID(id)).orNotFound())
        case nil: throw Refusal.notFound
        }
    }

    /// A player that comes back, from sleep or from a lost network, asks for the right to go on.
    func renewStream(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let feature = try await feature(visitor)
        let form = try FormFields(strict: String(buffer: try await request.body.collect(upTo: Visitor.mostBodyBytes)))
        guard let subject = StreamSubject(formText: form["subject"]), try await feature.has(subject, watching.desk) else {
            throw Refusal.notFound
        }
        switch try await admit(try await watcher(visitor), to: feature, subject, begins: false, visitor) {
        case .refused(let denial): return refusal(denial)
        case .admitted(let grant):
            let body = try JSONEncoder().encode(["folder": grant.folder])
            var response = Response(
                status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
            response.headers.append(grant.cookie)
            return response
        }
    }

    /// The viewer goes away: another device may play.
    func leaveStream(_ request: Request, _ visitor: Visitor) async throws -> Response {
        try await watching.permission.leave(try await feature(visitor).id, by: try await watcher(visitor))
        return Response(status: .noContent, headers: [.cacheControl: "no-store"])
    }

    /// For players: the sentence alone.
    func refusal(_ denial: WatchDenial) -> Response {
        Response(
            status: denial.status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: words.denial(denial))))
    }

    /// For people: a page that says why, and what to do.
    func refusalPage(_ denial: WatchDenial, _ visitor: Visitor) throws -> Response {
        let page = ProblemPage(
            code: String(denial.status.code), heading: words(.cannotPlayNow), sentence: words.denial(denial), reference: nil)
        return try pages.response("problem", page, title: page.heading, section: .none, for: visitor, status: denial.status)
    }
}

extension Optional {
    /// - Throws: `Refusal.notFound` where there is nothing.
    func orNotFound() throws(Refusal) -> Wrapped {
        guard let value = self else { throw .notFound }
        return value
    }
}

extension FeatureKind: LosslessStringConvertible {
    public init?(_ description: String) { self.init(rawValue: description) }
    public var description: String { rawValue }
}
