import KinoraKernel
import NIOCore

/// Tells addresses of the open internet from those of this machine and of the networks around it (RFC 6890 and the registries it names).
enum PublicAddress {
    /// What a server's name leads to.
    enum Finding: Hashable, Sendable {
        /// An address of the open internet, in digits.
        case open(String)
        /// This machine, or a network around it.
        case household
        case unknown
    }

    /// Resolves a name once; whoever connects goes to the address that was looked at, or somebody could name another one meanwhile.
    static func find(_ host: String) async throws -> Finding {
        let found: SocketAddress
        do {
            found = try await BlockingWork.run { _ in try SocketAddress.makeAddressResolvingHost(host, port: 443) }
        } catch let error as CancellationError {
            throw error
        } catch {
            return .unknown
        }
        guard isPublic(found), let address = found.ipAddress else { return .household }
        return .open(address)
    }

    static func isPublic(_ address: SocketAddress) -> Bool {
        // As the system lays addresses out: family and port, then four bytes; or family, port and flow, then sixteen.
        let bytes = address.withSockAddr { Array(UnsafeRawBufferPointer(start: $0, count: $1)) }
        switch address {
        case .v4: return isPublic(v4: Array(bytes[4..<8]))
        case .v6: return isPublic(v6: Array(bytes[8..<24]))
        case .unixDomainSocket: return false
        }
    }

    static func isPublic(v4 bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1]) {
        case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): false
        case (100, 64...127), (172, 16...31), (198, 18...19): false
        case (192, 0): bytes[2] != 0 && bytes[2] != 2
        case (198, 51): bytes[2] != 100
        case (203, 0): bytes[2] != 113
        default: true
        }
    }

    static func isPublic(v6 bytes: [UInt8]) -> Bool {
        // IPv4 in the form of IPv6, and behind translators.
        if bytes[0..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF { return isPublic(v4: Array(bytes[12...])) }
        if bytes[0..<4].elementsEqual([0x00, 0x64, 0xFF, 0x9B]) { return isPublic(v4: Array(bytes[12...])) }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return isPublic(v4: Array(bytes[2..<6])) }
        // Only 2000::/3 is given out; of it, documentation and protocols are not public.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        if bytes[0] == 0x20, bytes[1] == 0x01 { return bytes[2] > 0x01 && !(bytes[2] == 0x0D && bytes[3] == 0xB8) }
        return true
    }
}
