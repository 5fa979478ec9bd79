import ArgumentParser
import Foundation
import KinoraAccounts
import KinoraDocuments
import KinoraKernel

struct Members: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look after the members of the house, at the server itself.",
        subcommands: [
            List.self, Add.self, SetRole.self, Disable.self, Enable.self, ResetLink.self, ForgetFactor.self, SignOut.self,
            Erase.self,
        ],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the members: name, address, role, how the account stands.")

        @Flag(name: .long, help: "Print the members as JSON.")
        var json = false

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let reports = try await common.withAccounts { accounts in
                var reports: [MemberReport] = []
                while true {
                    let found = try await accounts.members.list(skip: reports.count)
                    reports += found.map(MemberReport.init)
                    if found.isEmpty { return reports }
                }
            }
            if json { return try Output.json(reports) }
            Output.line(MemberReport.table(reports))
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account. The password is read from standard input, one line.",
            discussion: "Nobody has to confirm the address: whoever can run this may be trusted with it.")

        @Argument(help: "The e-mail address.")
        var address: String

        @Option(name: .long, help: "What the house calls the person (default: the address up to the @).")
        var name: String?

        @Option(name: .long, help: "owner, manager, curator, member or guest.")
        var role: Role = .member

        @OptionGroup var common: CommonOptions

        func run() async throws {
            guard let address = MailAddress(address) else { throw ValidationError("\(address) is no e-mail address.") }
            let name = PersonalName.clean(name ?? String(address.text.prefix { $0 != "@" }))
            guard let name else { throw ValidationError("The name has 1 to \(PersonalName.longest) characters on one line.") }
            let password = readLine(strippingNewline: true) ?? ""
            let role = role
            try await common.withAccounts { accounts in
                let context = PasswordContext(house: "Kinora", name: name, email: address.text)
                let faults = PasswordRules.faults(in: password, for: context)
                guard faults.isEmpty else { throw UnusablePassword(faults: faults) }
                var member = Member(email: address.text, name: name, role: role, state: .active)
                member.password = try await accounts.passwords.hash(password)
                member.passwordSetAt = accounts.time.now
                member.confirmedAt = accounts.time.now
                _ = try await accounts.members.create(member)
            }
            Output.line("\(name) can sign in as \(role.rawValue).")
        }
    }

    struct SetRole: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "role", abstract: "Give a member another role; signs the member out.")

        @OptionGroup var member: OneMember

        @Argument(help: "owner, manager, curator, member or guest.")
        var role: Role

        func run() async throws {
            let role = role
            let name = try await member.act { accounts, member in
                try await accounts.setRole(role, of: MemberID(member.id), by: .owner)
                return member.value.name
            }
            Output.line("\(name.onOneLine()) is \(role.rawValue) now.")
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Close an account and sign it out everywhere; nothing of it is lost.")

        @OptionGroup var member: OneMember

        func run() async throws {
            let name = try await member.act { accounts, member in
                try await accounts.disable(MemberID(member.id), by: .owner)
                return member.value.name
            }
            Output.line("The account of \(name.onOneLine()) is closed.")
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Open an account that was closed, or let in who waits.")

        @OptionGroup var member: OneMember

        func run() async throws {
            let name = try await member.act { accounts, member in
                try await accounts.members.setState(.active, of: MemberID(member.id), by: .owner)
                return member.value.name
            }
            Output.line("The account of \(name.onOneLine()) is open.")
        }
    }

    struct ResetLink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-link", abstract: "Print a link by which a member sets another password; it is good for an hour, once.")

        @OptionGroup var member: OneMember

        func run() async throws {
            let link = try await member.act { accounts, member in try await accounts.reception.resetLink(member) }
            Output.line(link)
        }
    }

    struct ForgetFactor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "forget-factor",
            abstract: "Turn off a member's second factor, for whoever lost the device and the recovery codes; signs the member out.")

        @OptionGroup var member: OneMember

        func run() async throws {
            let name = try await member.act { accounts, member in
                let id = MemberID(member.id)
                try await accounts.factors.turnOff(for: id)
                try await accounts.sessions.endAll(of: id)
                try await accounts.outbox.tell(member.value, id: id, .credentialChanged(.secondFactorOff, at: accounts.time.now))
                return member.value.name
            }
            Output.line("\(name.onOneLine()) signs in without a second factor from now on.")
        }
    }

    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erase an account with everything that is known of its member, at once and for good.",
            discussion: "Documentation/your-data.md says what that is, and what is to be done about copies.")

        @OptionGroup var member: OneMember

        @Flag(name: .long, help: "Do it: nothing is erased without this.")
        var yes = false

        func run() async throws {
            guard yes else { throw ValidationError("Erasing cannot be undone. Say --yes if that is what you want.") }
            let count = try await member.act { accounts, member in try await accounts.eraser.erase(MemberID(member.id)) }
            try await member.discardGraphSnapshot()
            Output.line(count == 1 ? "The account is erased: 1 document." : "The account is erased: \(count) documents.")
        }
    }

    struct SignOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "sign-out", abstract: "Sign a member out everywhere.")

        @OptionGroup var member: OneMember

        func run() async throws {
            let ended = try await member.act { accounts, member in
                try await accounts.sessions.endAll(of: MemberID(member.id))
            }
            Output.line(ended == 1 ? "1 session ended." : "\(ended) sessions ended.")
        }
    }
}

extension Role: ExpressibleByArgument {}

/// The password that was given cannot be taken.
private struct UnusablePassword: Complaint {
    var faults: [PasswordFault]

    var sentence: String {
        let reason =
            switch faults.first {
            case .tooShort: "it is shorter than \(PasswordRules.leastCharacters) characters"
            case .tooLong: "it is longer than \(PasswordRules.mostCharacters) characters"
            case .common: "it stands on the lists that are tried first"
            case .personal, nil: "it is too close to the name or the address"
            }
        return "The password was not taken: \(reason). Give another, on the first line of standard input."
    }
}

extension CommonOptions {
    fileprivate func withAccounts<T: Sendable>(_ body: @Sendable (Accounts) async throws -> T) async throws -> T {
        let house = try await House.open(flags)
        let outcome = try await body(house.accounts(OwnAddress(house.settings)))
        try await house.close()
        return outcome
    }
}

/// Which member a command is about.
struct OneMember: ParsableArguments {
    @Argument(help: "The member's e-mail address.")
    var address: String

    @OptionGroup var common: CommonOptions

    /// Whoever was erased is to stand in no snapshot of the recommendations; it is made anew.
    fileprivate func discardGraphSnapshot() async throws {
        let house = try await House.open(common.flags)
        house.discardGraphSnapshot()
        try await house.close()
    }

    /// - Throws: `MemberRefusal.unknown`.
    fileprivate func act<T: Sendable>(_ body: @Sendable (Accounts, Stored<Member>) async throws -> T) async throws -> T {
        let typed = address
        return try await common.withAccounts { accounts in
            guard let address = MailAddress(typed), let member = try await accounts.members.with(address) else {
                throw MemberRefusal.unknown
            }
            return try await body(accounts, member)
        }
    }
}
