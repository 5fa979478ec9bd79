import HTTPTypes
import Hummingbird
import KinoraCatalogue
import KinoraGate
import KinoraKernel
import KinoraMedia
import NIOCore

/// Serves packages while they are made. When one is published, the same addresses answer with what was published.
package struct EarlyDelivery: Sendable {
    private let early: EarlyShelf
    private let packages: PackageShelf
    private let places: any EarlyPlaces
    private let grants: GrantSeal
    private let witness: (any ServingWitness)?

    /// - Parameter witness: hears of what is served of published packages. Of growing ones nobody does: encoding must not wait until they are
    ///   watched no more, since who watches them waits for it.
    package init(
        early: EarlyShelf, packages: PackageShelf, places: any EarlyPlaces, grants: GrantSeal,
        witness: (any ServingWitness)? = nil
    ) {
        self.early = early
        self.packages = packages
        self.places = places
        self.grants = grants
        self.witness = witness
    }

    package var routes: [Route] { [Route(.get, SharedAddresses.early + "/{job}/**", for: .grant, cookieFile)] }

    private func cookieFile(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let job = try visitor.parameters.require("job")
        guard let path = PlainPath(request, below: StreamSubject.early(job: job).folder) else { throw Refusal.notFound }
        guard grants.anyOpens(.early(job: job), among: GrantCookie.grants(in: request.headers)) else { throw Refusal.notPermitted }
        return try await file(path, of: job, request)
    }

    /// The answer to a request that has the right to it.
    func file(_ path: PlainPath, of job: String, _ request: Request) async throws -> Response {
        switch try await places.place(of: job) {
        case nil: throw Refusal.notFound
        case .growing:
            // Between its last step and its publication a package is nowhere for a moment.
            guard let package = try await early.package(of: job) else { return Self.later }
            guard let answer = package.answer(at: path.text) else { throw Refusal.notFound }
            return try await response(to: request, answer, package.mark, of: job) { early.file($0, of: job) } ?? Self.later
        case .published(let id):
            guard let package = try await packages.early(id) else { throw Refusal.notFound }
            guard let answer = package.answer(at: path.text) else { throw Refusal.notFound }
            witness?.served(id)
            guard
                let response = try await response(
                    to: request, answer, id.rawValue, of: job, { try await packages.file($0, of: id)?.absolutePath })
            else {
                throw Refusal.notFound
            }
            return response
        }
    }

    private static let later = Response(status: .serviceUnavailable, headers: [.retryAfter: "1", .cacheControl: "no-store"])

    private func response(
        to request: Request, _ answer: EarlyPackage.Answer, _ mark: String, of job: String, _ find: (String) async throws -> String?
    ) async throws -> Response? {
        switch answer {
        case .text(let text, let type):
            return Response(
                status: .ok, headers: [.contentType: type, .cacheControl: "private, no-cache"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        case .slice(let path, let range, let type):
            guard let absolute = try await find(path) else { return nil }
            // A job may begin anew with another source, so its name does not name the bytes for ever.
            let name = Digest(of: Array("\(job)/\(mark)/\(path)/\(range)".utf8))
            let file = FileOnDisk(
                path: absolute, offset: range.lowerBound, size: Int64(range.count), contentType: type, etag: "\"\(name.hex.prefix(32))\"",
                isImmutable: false)
            return FileAnswer(file: file).response(to: request)
        }
    }
}
