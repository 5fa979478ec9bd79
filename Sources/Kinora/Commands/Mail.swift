import ArgumentParser
import KinoraAccounts
import KinoraKernel
import KinoraPartners
import KinoraWebsite

struct Mail: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Try out whether the house can send mail.", subcommands: [Test.self])

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send one letter now, and say in one line what became of it.",
            discussion: "That a mail server accepted it does not mean that it arrives: look into the inbox, and among the spam.")

        @Argument(help: "The address to send it to.")
        var address: String

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let settings = try await SettingsReader(flags: common.flags).settings()
            guard let mail = settings.mail else { throw MailNotSetUp() }
            let letter = try LetterPages(house: nil, zone: settings.timeZone).write(Letter(to: address, .trial))
            let name = Identifier<OutgoingLetter>.make().rawValue
            try await mail.postman(SystemTime()).deliver(letter, named: name)
            switch mail.way {
            case .server(let server, _, _): Output.line("The mail server \(server.host) has accepted the letter.")
            case .folder(let folder): Output.line("The letter lies in \(folder).")
            }
        }
    }
}
