import AsyncHTTPClient
import KinoraKernel
import NIOCore
import NIOHTTP1
import X509

/// Certificates of webhooks, fetched once and kept by their addresses. Only addresses that `PayPalPlace` allows come here.
///
/// Bounded in number, size and time; a redirect is no certificate. An address that gave none is left alone for a while, and together they
/// are asked no faster than a bucket allows: whoever can reach the webhook could send us fetching else.
actor CertificateShelf {
    enum Outcome: Sendable {
        case chain([Certificate])
        case missing(String)
    }

    private let limits: PayPalLimits
    private let time: any TimeSource
    private let client: HTTPClient
    private var bucket: TokenBucket
    private var kept: [String: (outcome: Outcome, until: Moment)] = [:]
    private var fetching: [String: Task<Outcome, Never>] = [:]

    init(_ limits: PayPalLimits, _ time: any TimeSource) {
        self.limits = limits
        self.time = time
        bucket = TokenBucket(capacity: limits.certificateBurst, perSecond: limits.certificatesPerSecond)
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout.connect = .milliseconds(limits.certificateFetching.wholeMilliseconds)
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(configuration: configuration)
    }

    deinit { client.shutdown { _ in } }

    func chain(at url: String) async -> Outcome {
        if let known = kept[url], time.now < known.until { return known.outcome }
        if let task = fetching[url] { return await task.value }
        guard fetching.count < limits.certificateBurst else { return .missing("too many certificates are asked for") }
        guard bucket.take(ifFreeAt: .now) else { return .missing("too many certificates are asked for") }
        let task = Task { await self.fetch(url) }
        fetching[url] = task
        let outcome = await task.value
        fetching[url] = nil
        keep(outcome, url)
        return outcome
    }

    private func keep(_ outcome: Outcome, _ url: String) {
        let now = time.now
        kept = kept.filter { now < $0.value.until }
        if kept.count >= limits.certificates, let oldest = kept.min(by: { $0.value.until < $1.value.until })?.key { kept[oldest] = nil }
        let life = if case .chain = outcome { limits.certificateLife } else { limits.certificateRest }
        kept[url] = (outcome, now + life)
    }

    private func fetch(_ url: String) async -> Outcome {
        let (client, limits) = (client, limits)
        do {
            return try await within(limits.certificateFetching) {
                let response = try await client.execute(
                    HTTPClientRequest(url: url), timeout: .milliseconds(limits.certificateFetching.wholeMilliseconds))
                guard response.status == .ok else { return .missing("its certificate’s address answers \(response.status.code)") }
                var bytes: [UInt8] = []
                for try await part in response.body {
                    guard bytes.count + part.readableBytes <= limits.certificateBytes else {
                        return .missing("its certificate is too long")
                    }
                    bytes.append(contentsOf: part.readableBytesView)
                }
                guard let chain = Certificate.chain(pem: String(decoding: bytes, as: UTF8.self)) else {
                    return .missing("there is no certificate at its address")
                }
                return .chain(chain)
            }
        } catch {
            return .missing("its certificate cannot be fetched: \(PartnerWire.reason(of: error))")
        }
    }
}
